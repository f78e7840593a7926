/** One expected exchange: a request, and what clients rely on in its answer. Made by scripts/derive-wire-expectations. */
import { readdir, readFile } from "node:fs/promises"
import type { Json } from "@loam/schema"

export interface Exchange {
  /** Topic and number; gaps are normal. */
  readonly id: string
  readonly topic: string
  /** Order over all topics: the requests build on each other. */
  readonly seq: number
  readonly note: string
  /** The original fails here and is not to be copied. */
  readonly fault?: true
  /** The answer was shortened: members beyond the expected ones say nothing. */
  readonly partial?: true
  readonly credentials: { readonly key?: string; readonly bearer?: string }
  readonly request: {
    readonly method: string
    readonly path: string
    readonly query?: string
    readonly body?: Json
    /** A body that is not JSON. */
    readonly text?: string
    readonly content_type?: string
    readonly sent_as?: "json without content type" | "json with byte order mark"
  }
  readonly status: number
  readonly allow?: string
  readonly location?: string
  /** `<uuid:record-3>` a name for an id, `<time>`, `<text>` any sentence, `...3 more` as the last of a list. */
  readonly body?: Json
}

const folder = new URL("./expectations/", import.meta.url)

/** All exchanges in the order in which they were recorded. */
export async function readExchanges(): Promise<Exchange[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".jsonl"))
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), "utf8")))
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line !== "")
  return lines.map((line) => JSON.parse(line) as Exchange).sort((a, b) => a.seq - b.seq)
}
