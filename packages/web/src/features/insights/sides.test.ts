import { expect, test } from "vitest"
import { formatSides, guessSides, parseSides } from "./sides.ts"

test("an address loses a side, or a name with marks of its own", () => {
  const sides = [
    { option: "a,b~c", key: "model a" },
    { option: "tie", key: "" },
  ]
  expect(parseSides(formatSides(sides))).toEqual(sides)
  expect(parseSides(undefined)).toEqual([])
})

test("models are guessed by name, then by place, and not at all where that is unclear", () => {
  expect(guessSides(["left", "right", "tie"], ["model_right", "model_left", "lang"])).toEqual([
    { option: "left", key: "model_left" },
    { option: "right", key: "model_right" },
    { option: "tie", key: "" },
  ])
  expect(guessSides(["A", "B"], ["model_x", "model_y"]).map((side) => side.key)).toEqual([
    "model_x",
    "model_y",
  ])
  expect(guessSides(["yes", "no"], ["lang"])).toEqual([])
})
