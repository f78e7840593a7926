/** Tokenizers and lists named by a path: read here, kept in the workspace under their name, and named to the export. */
import { createHash } from "node:crypto"
import { readFile, stat } from "node:fs/promises"
import { basename, dirname, extname, join, resolve } from "node:path"
import { type ExportAid, limits } from "@loam/schema"
import { ApiError, type RemoteFeedbackDataset } from "@loam/sdk"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import { note } from "../../output.ts"

type Json = Record<string, unknown>

const parse = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure(`${path} is not JSON`, exitCodes.usage)
  }
}

const readIfThere = (path: string) => readFile(path, "utf8").catch(() => undefined)
const isThere = (path: string) =>
  stat(path).then(
    (found) => found,
    () => undefined,
  )

/** A name that the workspace takes, of a path that people recognise. */
const nameOf = (path: string) =>
  basename(resolve(path), extname(path))
    .replace(/[^\p{L}\p{N} ._-]+/gu, "-")
    .replace(/^[^\p{L}\p{N}]+/u, "")
    .slice(0, limits.exportAids.name) || "list"

async function readTokenizer(path: string) {
  const isFolder = (await isThere(path))?.isDirectory() ?? false
  const folder = isFolder ? path : dirname(path)
  const file = isFolder ? join(path, "tokenizer.json") : path
  const tokenizer = await readIfThere(file)
  if (tokenizer === undefined)
    throw new Failure(`${folder} has no tokenizer.json: name a Hugging Face tokenizer`, exitCodes.notFound)
  const configPath = join(folder, "tokenizer_config.json")
  const config = await readIfThere(configPath)
  const chat_template = await readIfThere(join(folder, "chat_template.jinja"))
  return {
    name: nameOf(isFolder || basename(file) === "tokenizer.json" ? resolve(folder) : file),
    body: {
      tokenizer: parse(file, tokenizer) as Json, // refused by the server where it is none
      ...(config === undefined ? {} : { config: parse(configPath, config) as Json }),
      ...(chat_template === undefined ? {} : { chat_template }),
    },
  }
}

/** The text of an item: what benchmarks call it, else its longest text. */
function textOf(item: unknown): { name?: string; text: string } | undefined {
  if (typeof item === "string") return { text: item }
  if (typeof item !== "object" || item === null) return undefined
  const members = item as Json // own members of parsed JSON
  const named = ["text", "question", "prompt", "instruction"].map((key) => members[key])
  const texts = [...named, ...Object.values(members).toSorted((a, b) => String(b).length - String(a).length)]
  const text = texts.find((one): one is string => typeof one === "string" && one.trim() !== "")
  const name = members.name ?? members.id ?? members.task_id
  if (text === undefined) return undefined
  return name === undefined || name === null ? { text } : { name: String(name).slice(0, limits.name), text }
}

function itemsOf(path: string, text: string): unknown[] {
  const kind = extname(path).toLowerCase()
  const all = kind === ".json" ? parse(path, text) : undefined
  if (Array.isArray(all)) return all
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "")
  return kind === ".jsonl" ? lines.map((line) => parse(path, line)) : lines
}

async function readBenchmark(path: string) {
  const items = itemsOf(path, await readFile(path, "utf8"))
    .map(textOf)
    .filter((item) => item !== undefined)
  if (items.length === 0) throw new Failure(`${path} has no texts`, exitCodes.usage)
  return { name: nameOf(path), body: { items } }
}

/** As the server hashes a tokenizer: one that is there need not be sent again. */
const hashOf = (content: unknown) => createHash("sha256").update(JSON.stringify(content)).digest("hex")

function refuseTooLarge(path: string, body: unknown): void {
  const bytes = Buffer.byteLength(JSON.stringify(body))
  if (bytes > limits.bodyBytes)
    throw new Failure(
      `${path} has ${(bytes / 1e6).toFixed(0)} MB; at most ${(limits.bodyBytes / 1e6).toFixed(0)} MB can be kept`,
      exitCodes.usage,
    )
}

async function kept(path: string, send: () => Promise<ExportAid>): Promise<string> {
  try {
    const { name, about } = await send()
    note(`${path} is kept in the workspace as '${name}' (${about}).`)
    return name
  } catch (error) {
    if (error instanceof ApiError && error.status === 422)
      throw new Failure(`${path} cannot be used: ${error.message}`, exitCodes.usage, error)
    throw error
  }
}

async function tokenizerName(remote: RemoteFeedbackDataset, given: string): Promise<string> {
  if (!(await isThere(given))) return given
  const { client, dataset } = remote
  const { workspace_id } = dataset
  const { name, body } = await readTokenizer(given)
  const sha256 = hashOf(body)
  const { items } = await client.exportAids.list({ workspace_id })
  const known = items.find((aid) => aid.kind === "tokenizer" && aid.sha256 === sha256)
  if (known) return known.name
  refuseTooLarge(given, body)
  return kept(given, () => client.exportAids.putTokenizer({ workspace_id, name, body }))
}

async function benchmarkName({ client, dataset }: RemoteFeedbackDataset, given: string): Promise<string> {
  if (!(await isThere(given))) return given
  const { name, body } = await readBenchmark(given)
  refuseTooLarge(given, body)
  return kept(given, () => client.exportAids.putBenchmark({ workspace_id: dataset.workspace_id, name, body }))
}

/** What the export's query says of tokenizer and lists. */
export async function aidsOf(
  remote: RemoteFeedbackDataset,
  { tokenizer, contamination }: { readonly tokenizer?: string; readonly contamination: readonly string[] },
): Promise<{ tokenizer?: string; benchmark?: string[] }> {
  const benchmark: string[] = []
  for (const given of contamination) benchmark.push(await benchmarkName(remote, given))
  return {
    ...(tokenizer === undefined ? {} : { tokenizer: await tokenizerName(remote, tokenizer) }),
    ...(benchmark.length === 0 ? {} : { benchmark }),
  }
}
