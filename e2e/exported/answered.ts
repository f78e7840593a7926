/** Real conversations with ranked replies where there are some, committed ones else. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

export interface Pair {
  readonly prompt: string
  readonly better: string
  readonly worse: string
  /** The turns before the prompt, the user's first. */
  readonly before: readonly string[]
}

interface Node {
  readonly text: string
  readonly rank?: number
  readonly replies: readonly Node[]
}

/** `before`: the turns above the node; every other one is the user's. */
function pairsBelow(node: Node, before: readonly string[] = []): Pair[] {
  const ranked = node.replies.filter(({ rank }) => rank !== undefined)
  const [best, ...others] = ranked.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  const worst = others.at(-1)
  const asked = before.length % 2 === 0
  const here =
    asked && best && worst ? [{ prompt: node.text, better: best.text, worse: worst.text, before }] : []
  return [...here, ...node.replies.flatMap((reply) => pairsBelow(reply, [...before, node.text]))]
}

const linesOf = (path: string) =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line))

const made = (index: number): Pair => ({
  prompt: `How many legs have ${index} cats? 🐈`,
  better: `One cat has four legs.\n\n${index} cats have ${index * 4} legs.`,
  worse: "It depends — нет, 知らない.",
  before: index % 3 === 0 ? ["Do you know cats?", "Yes, quite well."] : [],
})

/** Pairs of OASST where LOAM_TEST_DATA names a folder that has them. */
export function readPairs(most: number): { pairs: Pair[]; from: string } {
  const path = join(process.env.LOAM_TEST_DATA ?? "", "oasst/en_100_tree.jsonl")
  if (process.env.LOAM_TEST_DATA && existsSync(path)) {
    const pairs = linesOf(path).flatMap(({ prompt }: { prompt: Node }) => pairsBelow(prompt))
    return { pairs: pairs.slice(0, most), from: "OASST, ranked by people" }
  }
  const prompts = linesOf(fileURLToPath(new URL("../fixtures/prompts.jsonl", import.meta.url)))
  const pairs = prompts.slice(0, Math.min(40, most)).map((_line, index) => made(index + 2))
  return { pairs, from: "made up (LOAM_TEST_DATA names no folder with oasst)" }
}
