/** The tokenizer and the benchmark lists that an export names, and the settings that only count with them. */
import type { ExportAid, ExportQuery, ExportSettings } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import { findAid, listAids, readAid } from "../export-aids/index.ts"
import { refuse } from "../http/errors.ts"
import type { Materials } from "./examine/index.ts"

export interface Aids {
  readonly tokenizer: ExportAid | undefined
  readonly benchmarks: readonly ExportAid[]
}

async function named(db: Db, workspaceId: string, kind: ExportAid["kind"], name: string): Promise<ExportAid> {
  const aid = await findAid(db, workspaceId, kind, name)
  if (aid) return aid
  const others = (await listAids(db, workspaceId)).filter((one) => one.kind === kind).map((one) => one.name)
  const choices = others.length === 0 ? "There is none yet" : `Choices: ${others.join(", ")}`
  throw refuse.invalid(`The workspace has no ${kind} '${name}'. ${choices}.`)
}

export async function findAids(
  db: Db,
  workspaceId: string,
  query: Pick<ExportQuery, "tokenizer" | "benchmark">,
  lint: ExportSettings["lint"] = {},
): Promise<Aids> {
  const { tokenizer, benchmark = [] } = query
  const needed = (["max_tokens", "too_long", "chat_template", "template_tokens"] as const).find(
    (name) => lint[name] !== undefined,
  )
  // A budget that nothing counts would pass every row in silence.
  if (tokenizer === undefined && needed !== undefined)
    throw refuse.invalid(`lint=${needed} needs a tokenizer: name one of the workspace's`)
  if (benchmark.length === 0 && lint.contaminated !== undefined)
    throw refuse.invalid("lint=contaminated needs a benchmark: name one of the workspace's lists")
  return {
    tokenizer: tokenizer === undefined ? undefined : await named(db, workspaceId, "tokenizer", tokenizer),
    benchmarks: await Promise.all(
      [...new Set(benchmark)].map((name) => named(db, workspaceId, "benchmark", name)),
    ),
  }
}

async function materialOf(db: Db, { id, kind, name, sha256 }: ExportAid) {
  const text = await readAid(db, id)
  if (text === undefined) throw refuse.conflict(`The ${kind} '${name}' was deleted meanwhile`)
  return { key: `${kind}:${sha256}`, text }
}

export async function readMaterials(db: Db, { tokenizer, benchmarks }: Aids): Promise<Materials> {
  return {
    tokenizer: tokenizer && (await materialOf(db, tokenizer)),
    benchmarks: await Promise.all(benchmarks.map((one) => materialOf(db, one))),
  }
}

/** What a manifest says of them: another content under the same name is another export. */
export const aidHashes = ({ tokenizer, benchmarks }: Aids) =>
  [tokenizer, ...benchmarks]
    .filter((one) => one !== undefined)
    .map(({ kind, name, sha256 }) => ({ kind, name, sha256 }))
