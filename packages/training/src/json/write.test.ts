import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { boolean, type Features, float, json, list, string, struct } from "./features.ts"
import { NotJsonError, rowWriter, writeJson } from "./write.ts"

const features: Features = {
  text: string,
  score: float,
  scores: list(float),
  inner: struct({ weight: float, name: string }),
  label: boolean,
  free: json,
}
const number = fc.double({ noNaN: true, noDefaultInfinity: true })
const row = fc.record({
  text: fc.string({ unit: "grapheme" }),
  score: number,
  scores: fc.array(number),
  inner: fc.record({ weight: number, name: fc.string() }),
  label: fc.boolean(),
  free: fc
    .json()
    .map((text): unknown => JSON.parse(text))
    .map((value) => JSON.parse(JSON.stringify(value))),
})

describe("rowWriter", () => {
  const write = rowWriter(features)

  it("writes what parses back to the same row, keys in the row's order", () => {
    fc.assert(
      fc.property(row, (one) => {
        const parsed = JSON.parse(write(one))
        expect(parsed).toEqual(one)
        expect(Object.keys(parsed)).toEqual(Object.keys(one))
      }),
    )
  })
  it("gives every float a fraction or an exponent, so that type inference sees one type", () => {
    expect(write({ score: 1, scores: [0, -0, 2.5, 1e21, 1e-7], inner: { weight: 3, name: "1" } })).toBe(
      '{"score":1.0,"scores":[0.0,-0.0,2.5,1e+21,1e-7],"inner":{"weight":3.0,"name":"1"}}',
    )
  })
  it("never turns NaN or an infinity into null", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => write({ score: bad })).toThrow(NotJsonError)
      expect(() => write({ free: { deep: [bad] } })).toThrow(NotJsonError)
      expect(() => writeJson([bad])).toThrow(NotJsonError)
    }
  })
  it("stays on one line whatever the text holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => !/[\n\r]/.test(write({ text: `${text}\n\r` }))),
    )
  })
  it("leaves absent members out and writes null where it stands", () => {
    expect(write({ text: undefined, score: null, label: true })).toBe('{"score":null,"label":true}')
  })
})
