/** One record given twice in a batch, once by its id and once by its external id: the later one wins, member by member. */
import type { RecordRestore } from "@loam/schema"

function merged(earlier: RecordRestore, later: RecordRestore): RecordRestore {
  const responses = new Map(
    [...(earlier.responses ?? []), ...(later.responses ?? [])].map((each) => [each.user_id, each]),
  )
  return {
    ...earlier,
    fields: later.fields ?? earlier.fields,
    metadata: later.metadata === undefined ? earlier.metadata : later.metadata,
    vectors: { ...earlier.vectors, ...later.vectors },
    responses: [...responses.values()],
    // Two for one question are found, and refused, by the check that follows.
    suggestions: [...(earlier.suggestions ?? []), ...(later.suggestions ?? [])],
  }
}

/** Items by the record they stand for; items without one stay apart. */
export function mergeSame(
  items: readonly RecordRestore[],
  find: (item: RecordRestore) => { readonly id: string } | undefined,
): { item: RecordRestore; positions: number[] }[] {
  const groups = new Map<string | RecordRestore, { item: RecordRestore; positions: number[] }>()
  for (const [position, item] of items.entries()) {
    const key = find(item)?.id ?? item
    const group = groups.get(key)
    if (group) {
      group.item = merged(group.item, item)
      group.positions.push(position)
    } else {
      groups.set(key, { item, positions: [position] })
    }
  }
  return [...groups.values()]
}
