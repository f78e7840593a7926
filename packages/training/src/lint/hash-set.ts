/** A set of 64-bit hashes in flat memory: 16 bytes an entry where a Set of strings takes hundreds. */

/** Past this many it stops remembering, so that memory stays bounded: 4,194,304 entries are 64 MB. */
export const hashSetLimit = 4_194_304

export interface HashSet {
  /** True when the value was there before; undefined when the set is full and cannot say. */
  readonly seen: (high: number, low: number) => boolean | undefined
}

export function createHashSet(limit = hashSetLimit): HashSet {
  let slots = new Uint32Array(2 * 1024)
  let size = 0

  function find(table: Uint32Array, high: number, low: number): number {
    const mask = table.length / 2 - 1
    let slot = low & mask
    // A pair of zeros is an empty slot; a hash of two zeros is stored as (0, 1).
    while (true) {
      const h = table[slot * 2]
      const l = table[slot * 2 + 1]
      if ((h === 0 && l === 0) || (h === high && l === low)) return slot
      slot = (slot + 1) & mask
    }
  }

  function grow(): void {
    const larger = new Uint32Array(slots.length * 2)
    for (let at = 0; at < slots.length; at += 2) {
      const high = slots[at] ?? 0
      const low = slots[at + 1] ?? 0
      if (high === 0 && low === 0) continue
      larger.set([high, low], find(larger, high, low) * 2)
    }
    slots = larger
  }

  function seen(high: number, low: number): boolean | undefined {
    const stored = high === 0 && low === 0 ? 1 : low
    const at = find(slots, high, stored) * 2
    if (slots[at] === high && slots[at + 1] === stored) return true
    if (size >= limit) return undefined
    slots[at] = high
    slots[at + 1] = stored
    size += 1
    if (size * 4 > slots.length) grow()
    return false
  }

  return { seen }
}
