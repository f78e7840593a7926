/** The same export as a line for the shell and as a call of the SDK. */
import { type ExportSearch, toQuery } from "./request.ts"

const quoted = (text: string) => (/^[\w.,:=/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

/** Names of files: the dataset's, without what a shell or a file system minds. */
export const fileName = (dataset: string) =>
  dataset.replaceAll(/[^\w.]+/g, "-").replaceAll(/^-|-$/g, "") || "dataset"

function flagsOf(search: ExportSearch): string[] {
  const query = toQuery(search)
  const many = (flag: string, values: readonly string[] = []) =>
    values.map((each) => `--${flag} ${quoted(each)}`)
  const one = (flag: string, value: string | undefined) => many(flag, value ? [value] : [])
  return [
    ...one("task", query.task),
    ...one("format", query.format),
    ...many("map", query.map),
    ...one("status", query.status),
    ...one("where", query.where),
    ...many("unify", query.unify),
    ...many("answers", query.answers),
    ...one("splits", query.splits),
    ...one("seed", query.seed),
    ...(query.stratified ? ["--stratified"] : []),
    ...many("lint", query.lint),
    ...one("tokenizer", query.tokenizer),
    ...many("contamination", query.benchmark),
    ...one("as-of", query.as_of),
  ]
}

const lineOf = (dataset: string, flags: readonly string[]) =>
  [`loam export -d ${quoted(dataset)}`, ...flags].join(" ")

export function commandLine(dataset: string, search: ExportSearch): string {
  const file = fileName(dataset)
  const target = {
    jsonl: [`-o ${file}.jsonl`],
    parquet: ["--parquet", `-o ${file}.parquet`],
    folder: [`--folder ${file}`],
  }[search.container ?? "jsonl"]
  return lineOf(dataset, [...flagsOf(search), ...target])
}

export function hubCommand(dataset: string, search: ExportSearch): string {
  const name = fileName(dataset).toLowerCase()
  return `export HF_TOKEN=…\n${lineOf(dataset, [...flagsOf(search), `--push-to-hub my-team/${name} --private`])}`
}

export function sdkSnippet(datasetId: string, search: ExportSearch): string {
  const { container = "jsonl" } = search
  const wanted = container === "jsonl" ? toQuery(search) : { ...toQuery(search), container }
  const query = JSON.stringify(wanted, null, 2).replaceAll("\n", "\n  ")
  return `import { connect } from "@loam/sdk"

const client = await connect()
const file = await client.exports.download({
  dataset_id: "${datasetId}",
  query: ${query},
})
for await (const chunk of file.body ?? []) process.stdout.write(chunk)
`
}
