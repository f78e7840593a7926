/** How column values read, the same on both engines: int8 as number, moments as the wire writes them, JSON parsed. */

const type = {
  bool: 16,
  int8: 20,
  int2: 21,
  int4: 23,
  json: 114,
  float4: 700,
  float8: 701,
  timestamptz: 1184,
  numeric: 1700,
  jsonb: 3802,
}
const arrays: Record<number, number> = { 1016: type.int8, 1007: type.int4, 1009: 25, 2951: 2950 }

/** PostgreSQL's `2026-01-31 12:34:56.1234+00` as `2026-01-31T12:34:56.123400`. */
export function wireTime(value: string): string {
  const [date = "", clock = ""] = value.replace(/[+-]\d\d(:?\d\d)?$/, "").split(" ")
  const [seconds = "", fraction = ""] = clock.split(".")
  return `${date}T${seconds}.${fraction.padEnd(6, "0")}`
}

/** One dimension is all the queries use; ids and integers need no unquoting, texts may. */
function readArray(element: number, value: string): unknown[] {
  const items = value.slice(1, -1).match(/"(?:[^"\\]|\\.)*"|[^,]+/g) ?? []
  return items.map((item) => {
    if (item === "NULL") return null
    return readValue(element, item.startsWith('"') ? item.slice(1, -1).replace(/\\(.)/g, "$1") : item)
  })
}

/** A text value of PostgreSQL as JavaScript has it. */
export function readValue(oid: number, value: string | null): unknown {
  if (value === null) return null
  switch (oid) {
    case type.bool:
      return value === "t"
    case type.int2:
    case type.int4:
    case type.int8:
    case type.float4:
    case type.float8:
    case type.numeric:
      return Number(value)
    case type.json:
    case type.jsonb:
      return JSON.parse(value)
    case type.timestamptz:
      return wireTime(value)
    default: {
      const element = arrays[oid]
      return element === undefined ? value : readArray(element, value)
    }
  }
}
