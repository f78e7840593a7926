/** One expected exchange: a request, and what clients rely on in its answer. Made by scripts/derive-wire-expectations. */
import { readdir, readFile } from "node:fs/promises"
import type { Json } from "@loam/schema"

export interface Exchange {
  /** Topic and number; gaps are normal. */
  readonly id: string
  readonly topic: string
  /** Order over all topics, where the recording knows it: the requests build on each other. */
  readonly seq?: number
  readonly note: string
  /** The original fails here and is not to be copied. */
  readonly fault?: true
  /** The answer was shortened: members beyond the expected ones say nothing. */
  readonly partial?: true
  readonly credentials: { readonly key?: string; readonly bearer?: string }
  readonly request: {
    /** `DELIVERY`: nothing is sent; a webhook was told what `body` says. */
    readonly method: string
    readonly path: string
    readonly query?: string
    readonly body?: Json
    /** A body that is not JSON. */
    readonly text?: string
    readonly content_type?: string
    /** A header that clients of the 1.29 line send. */
    readonly workspace?: string
    readonly sent_as?: "json without content type" | "json with byte order mark"
  }
  readonly status: number
  readonly allow?: string
  readonly location?: string
  /** `<uuid:record-3>` a name for an id, `<time>`, `<text>` any sentence, `...3 more` as the last of a list. */
  readonly body?: Json
}

/** All exchanges of a recording, topic by topic. */
export async function readExchanges(recording: string): Promise<Exchange[]> {
  const folder = new URL(`./${recording}/`, import.meta.url)
  const files = (await readdir(folder)).filter((name) => name.endsWith(".jsonl"))
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), "utf8")))
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line !== "")
  return lines.map((line) => JSON.parse(line) as Exchange)
}
