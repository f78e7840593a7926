import { expect, test } from "vitest"
import { commandLine, hubCommand } from "./commands.ts"
import { fileAddress, partOf, toQuery, withPart } from "./request.ts"

const everything = {
  task: "sft",
  format: "trl",
  map: "prompt=field:q|answer=question:a",
  status: "completed",
  where: "count >= 2",
  unify: "a=majority|b=stored",
  suggestions: "fallback",
  splits: "train=0.9,test=0.1",
  seed: "7",
  stratified: "yes",
  lint: "duplicates=refuse|max_tokens=2048",
  tokenizer: "llama",
  benchmark: "gsm8k|mmlu",
  asOf: "2026-11-01T10:00:00.000Z",
} as const

test("a choice of the page is lost on its way to the server", () => {
  expect(toQuery(everything)).toEqual({
    task: "sft",
    format: "trl",
    map: ["prompt=field:q", "answer=question:a"],
    status: "completed",
    where: "count >= 2",
    unify: ["a=majority", "b=stored"],
    answers: ["suggestions=fallback"],
    splits: "train=0.9,test=0.1",
    seed: "7",
    stratified: true,
    lint: ["duplicates=refuse", "max_tokens=2048"],
    tokenizer: "llama",
    benchmark: ["gsm8k", "mmlu"],
    as_of: "2026-11-01T10:00:00.000Z",
  })
  expect(toQuery({})).toEqual({ task: "raw" })
})

test("the browser's own download asks for something else than the preview", () => {
  const query = new URL(fileAddress("d", everything, "parquet"), "http://loam").searchParams
  expect(query.get("container")).toBe("parquet")
  expect(query.getAll("map")).toEqual(["prompt=field:q", "answer=question:a"])
  expect([query.get("where"), query.get("stratified"), query.get("as_of")]).toEqual([
    "count >= 2",
    "true",
    "2026-11-01T10:00:00.000Z",
  ])
})

test("a part is mapped twice, or its neighbour forgotten", () => {
  expect(withPart("a=x|b=y", "a", ["z"])).toBe("b=y|a=z")
  expect(withPart("a=x|b=y", "b", ["p", "q"])).toBe("a=x|b=p|b=q")
  expect(withPart("a=x", "a", [])).toBeUndefined()
  expect(partOf("a=x|b=p|b=q=r", "b")).toEqual(["p", "q=r"])
})

test("an expression or a name breaks out of the shell's quotes", () => {
  const line = commandLine("it's; rm -rf", { where: "metadata.lang == 'en'" })
  expect(line).toBe(
    `loam export -d 'it'\\''s; rm -rf' --task raw --where 'metadata.lang == '\\''en'\\''' -o it-s-rm-rf.jsonl`,
  )
  expect(hubCommand("Bluebirds", {})).toContain("--push-to-hub my-team/bluebirds --private")
})
