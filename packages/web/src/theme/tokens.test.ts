/** The palette holds WCAG AA in both schemes, and the copies of its values outside the stylesheet agree with it. */
import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8")
const css = read("./tokens.css")

function paletteOf(scheme: "light" | "dark"): Record<string, string> {
  const start = css.indexOf(`:root[data-mantine-color-scheme="${scheme}"] {`)
  const block = css.slice(start, css.indexOf("\n}", start))
  return Object.fromEntries(
    [...block.matchAll(/--loam-([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]),
  )
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (bright + 0.05) / (dim + 0.05)
}

const grounds = ["canvas", "surface", "raised", "sunken", "hover"]
const hues = ["clay", "moss", "ochre", "stone", "iris", "red"]
const text: [ink: string, ground: string][] = [
  ...["ink", "ink-2", "ink-3"].flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ...hues.flatMap((hue): [string, string][] => [
    [`${hue}-text`, `${hue}-soft`],
    [`${hue}-text`, "surface"],
    [`${hue}-text`, "canvas"],
  ]),
  ["on-clay", "clay"],
  ["on-clay", "clay-hover"],
  ["on-clay", "clay-active"],
  ["clay-text", "clay-soft-2"],
  ["ink", "selection"],
]
/** Lines one must see to find a control, and the colours of states: 3:1. */
const shapes: [shape: string, ground: string][] = [
  ...["surface", "canvas", "raised"].flatMap((ground): [string, string][] => [
    ["line-control", ground],
    ["focus", ground],
    ["clay", ground],
    ["moss", ground],
    ["stone", ground],
    ["red", ground],
  ]),
]

describe.each(["light", "dark"] as const)("%s", (scheme) => {
  const palette = paletteOf(scheme)
  const ratio = ([a, b]: [string, string]) => contrast(palette[a] ?? "", palette[b] ?? "")

  test("text is readable on every ground it is used on (4.5:1)", () => {
    const faint = text
      .filter((pair) => !(ratio(pair) >= 4.5))
      .map((pair) => `${pair} ${ratio(pair).toFixed(2)}`)
    expect(faint).toEqual([])
  })

  test("controls and states can be made out (3:1)", () => {
    const faint = shapes
      .filter((pair) => !(ratio(pair) >= 3))
      .map((pair) => `${pair} ${ratio(pair).toFixed(2)}`)
    expect(faint).toEqual([])
  })

  test("the browser's bars have the top bar's colour, before and after the app has started", () => {
    expect(read("../../public/color-scheme.js")).toContain(palette.surface)
    expect(read("./color-scheme.ts")).toContain(palette.surface)
  })
})

test("both schemes define the same tokens", () => {
  expect(Object.keys(paletteOf("dark")).sort()).toEqual(Object.keys(paletteOf("light")).sort())
})

test("the early script and the app read the same choice", () => {
  const key = /colorSchemeKey = "([^"]+)"/.exec(read("./color-scheme.ts"))?.[1]
  expect(read("../../public/color-scheme.js")).toContain(`getItem("${key}")`)
})
