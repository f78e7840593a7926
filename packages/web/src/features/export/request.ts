/** What the export page's address says, as the server, the command line and the SDK want it. */
import type { ExportQuery } from "@loam/schema"

/** In the address everything is text; lists are separated by `|`. */
export interface ExportSearch {
  readonly task?: string
  readonly format?: string
  readonly map?: string
  readonly where?: string
  readonly unify?: string
  readonly splits?: string
  readonly seed?: string
}

type Wanted = Partial<Omit<ExportQuery, "task">> & { readonly task: string }

const listOf = (text: string | undefined) => (text ?? "").split("|").filter(Boolean)

export function toQuery({ task = "raw", format, map, where, unify, splits, seed }: ExportSearch): Wanted {
  return {
    task,
    ...(format ? { format } : {}),
    ...(map ? { map: listOf(map) } : {}),
    ...(where ? { where } : {}),
    ...(unify ? { unify: listOf(unify) } : {}),
    ...(splits ? { splits } : {}),
    ...(splits && seed ? { seed } : {}),
  }
}

/** `part=name` pairs with one part replaced; no names: worked out again. */
export function withPart(
  map: string | undefined,
  part: string,
  names: readonly string[],
): string | undefined {
  const others = listOf(map).filter((each) => !each.startsWith(`${part}=`))
  return [...others, ...names.map((name) => `${part}=${name}`)].join("|") || undefined
}

const quoted = (text: string) => (/^[\w.,:=/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

export function commandLine(dataset: string, search: ExportSearch): string {
  const { task, format, map, where, unify, splits, seed } = toQuery(search)
  const flags = [
    `--task ${quoted(task)}`,
    ...(format ? [`--format ${quoted(format)}`] : []),
    ...(map ?? []).map((each) => `--map ${quoted(each)}`),
    ...(where ? [`--where ${quoted(where)}`] : []),
    ...(unify ?? []).map((each) => `--unify ${quoted(each)}`),
    ...(splits ? [`--splits ${quoted(splits)}`] : []),
    ...(seed ? [`--seed ${quoted(seed)}`] : []),
  ]
  const file = `${dataset.replaceAll(/[^\w.]+/g, "-")}.jsonl`
  return `loam export -d ${quoted(dataset)} ${flags.join(" ")} -o ${quoted(file)}`
}

export function sdkSnippet(datasetId: string, search: ExportSearch): string {
  const query = JSON.stringify(toQuery(search), null, 2).replaceAll("\n", "\n  ")
  return `const file = await client.exports.download({
  dataset_id: "${datasetId}",
  query: ${query},
})
for await (const chunk of file.body ?? []) process.stdout.write(chunk)
`
}
