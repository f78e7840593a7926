import { expect, test } from "vitest"
import { commandLine, toQuery, withPart } from "./request.ts"

test("a choice of the page is lost on its way to the server", () => {
  const search = {
    task: "sft",
    format: "trl",
    map: "prompt=field:q|answer=question:a",
    where: "count >= 2",
    splits: "train=0.9,test=0.1",
    seed: "7",
  }
  expect(toQuery(search)).toEqual({
    task: "sft",
    format: "trl",
    map: ["prompt=field:q", "answer=question:a"],
    where: "count >= 2",
    splits: "train=0.9,test=0.1",
    seed: "7",
  })
  expect(toQuery({})).toEqual({ task: "raw" })
})

test("a part is mapped twice, or its neighbour forgotten", () => {
  expect(withPart("a=x|b=y", "a", ["z"])).toBe("b=y|a=z")
  expect(withPart("a=x", "a", [])).toBeUndefined()
})

test("an expression or a name breaks out of the shell's quotes", () => {
  const line = commandLine("it's; rm -rf", { where: "metadata.lang == 'en'" })
  expect(line).toBe(
    `loam export -d 'it'\\''s; rm -rf' --task raw --where 'metadata.lang == '\\''en'\\''' -o it-s-rm-rf.jsonl`,
  )
})
