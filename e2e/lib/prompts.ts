/** Real prompts: those committed beside the tests, or more of them where LOAM_TEST_DATA has a folder of data. */
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"

/** JSON lines of `{id, prompt}`; where they come from is told beside them. */
export const promptsFile = fileURLToPath(new URL("../fixtures/prompts.jsonl", import.meta.url))

export interface Prompt {
  readonly id: string
  readonly prompt: string
}

export function parseLines<Row>(text: string): Row[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row) // the caller knows the file
}

export async function readPrompts(): Promise<string[]> {
  return parseLines<Prompt>(await readFile(promptsFile, "utf8")).map(({ prompt }) => prompt)
}
