/** Ids in one query parameter, separated by commas: what deleting several at once takes. */
import { limits, id as uuid } from "@loam/schema"
import { refuse } from "./errors.ts"

export function readIdList(parameter: string): string[] {
  const ids = parameter.split(",").map((each) => uuid.safeParse(each.trim()))
  if (ids.length > limits.idsPerDelete)
    throw refuse.invalid(`At most ${limits.idsPerDelete} can be deleted at once, ${ids.length} were given`)
  return ids.map((each) => {
    if (!each.success) throw refuse.invalid("ids must be UUIDs, separated by commas")
    return each.data
  })
}
