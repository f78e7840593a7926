/** One record given twice in a batch, once by its id and once by its external id: the later one wins, member by member. */
import type { RecordUpsert } from "@loam/schema"

function merged(earlier: RecordUpsert, later: RecordUpsert): RecordUpsert {
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
  items: readonly RecordUpsert[],
  find: (item: RecordUpsert) => { readonly id: string } | undefined,
): { item: RecordUpsert; positions: number[] }[] {
  const groups = new Map<string | RecordUpsert, { item: RecordUpsert; positions: number[] }>()
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
