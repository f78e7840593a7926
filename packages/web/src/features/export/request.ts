/** What the export page's address says, as the server wants it. */
import type { ExportQuery } from "@loam/schema"

/** In the address everything is text; lists are separated by `|`. */
export interface ExportSearch {
  readonly task?: string
  readonly format?: string
  readonly map?: string
  readonly status?: "pending" | "completed"
  readonly where?: string
  readonly unify?: string
  /** Whether suggestions make rows: fallback, only, also. */
  readonly suggestions?: string
  readonly splits?: string
  readonly seed?: string
  readonly stratified?: "yes"
  readonly lint?: string
  readonly tokenizer?: string
  readonly benchmark?: string
  readonly asOf?: string
  readonly container?: "parquet" | "folder"
}

type Wanted = Partial<Omit<ExportQuery, "task" | "container">> & { readonly task: string }

export const listOf = (text: string | undefined) => (text ?? "").split("|").filter(Boolean)

/** Everything but what the rows come in. */
export function toQuery(search: ExportSearch): Wanted {
  const { task = "raw", format, map, status, where, unify, suggestions, splits, seed, lint } = search
  const { stratified, tokenizer, benchmark, asOf } = search
  return {
    task,
    ...(format ? { format } : {}),
    ...(map ? { map: listOf(map) } : {}),
    ...(status ? { status } : {}),
    ...(where ? { where } : {}),
    ...(unify ? { unify: listOf(unify) } : {}),
    ...(suggestions ? { answers: [`suggestions=${suggestions}`] } : {}),
    ...(splits ? { splits } : {}),
    ...(splits && seed ? { seed } : {}),
    ...(splits && stratified ? { stratified: true } : {}),
    ...(lint ? { lint: listOf(lint) } : {}),
    ...(tokenizer ? { tokenizer } : {}),
    ...(benchmark ? { benchmark: listOf(benchmark) } : {}),
    ...(asOf ? { as_of: asOf } : {}),
  }
}

/** `name=value` pairs with one name replaced; no values: it is left out. */
export function withPart(
  list: string | undefined,
  name: string,
  values: readonly string[],
): string | undefined {
  const others = listOf(list).filter((each) => !each.startsWith(`${name}=`))
  return [...others, ...values.map((value) => `${name}=${value}`)].join("|") || undefined
}

/** The values of one name among such pairs. */
export const partOf = (list: string | undefined, name: string): string[] =>
  listOf(list)
    .filter((each) => each.startsWith(`${name}=`))
    .map((each) => each.slice(name.length + 1))

/** Where the browser fetches the file itself: nothing of it passes through the page. */
export function fileAddress(
  datasetId: string,
  search: ExportSearch,
  container: ExportQuery["container"],
): string {
  const query = new URLSearchParams({ container })
  for (const [name, value] of Object.entries(toQuery(search)))
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each))
  return `/api/v1/datasets/${datasetId}/export?${query}`
}
