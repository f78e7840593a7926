import { describe, expect, it } from "vitest"
import { readValue, wireTime } from "./values.ts"

describe("values of columns", () => {
  it("are moments as the wire writes them, however many digits PostgreSQL gives", () => {
    expect(wireTime("2026-01-31 12:34:56.1234+00")).toBe("2026-01-31T12:34:56.123400")
    expect(wireTime("2026-01-31 12:34:56+00")).toBe("2026-01-31T12:34:56.000000")
    expect(wireTime("2026-01-31 12:34:56.123456+05:30")).toBe("2026-01-31T12:34:56.123456")
    expect(wireTime("2026-01-31 12:34:56.5-08")).toBe("2026-01-31T12:34:56.500000")
  })

  it("are read by type: numbers, booleans, JSON, lists, and text as it is", () => {
    expect(readValue(20, "9007199254740991")).toBe(9007199254740991)
    expect(readValue(16, "t")).toBe(true)
    expect(readValue(3802, '{"a":[1,null]}')).toEqual({ a: [1, null] })
    expect(readValue(1009, '{a,"b,\\"c",NULL}')).toEqual(["a", 'b,"c', null])
    expect(readValue(25, "true")).toBe("true")
    for (const oid of [16, 20, 3802, 1184, 1009, 25]) expect(readValue(oid, null)).toBeNull()
  })
})
