import { expect, test } from "vitest"
import { toCsv } from "./csv.ts"

test("commas, quotes, line ends and empty figures survive", () => {
  expect(
    toCsv(
      ["a", "b"],
      [
        ['x, "y"\nz', null],
        [0.5, Number.NaN],
      ],
    ),
  ).toBe('a,b\r\n"x, ""y""\nz",\r\n0.5,')
})

test("a label cannot become a formula of a spreadsheet, and negative numbers stay numbers", () => {
  expect(toCsv(["a"], [["=cmd()"], ["@x"], [-1]])).toBe("a\r\n'=cmd()\r\n'@x\r\n-1")
})
