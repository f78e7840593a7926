import { describe, expect, it } from "vitest"
import { findFormat } from "../registry.ts"
import { createLinter } from "./linter.ts"
import { findPersonalData } from "./personal-data.ts"

describe("findPersonalData", () => {
  it.each([
    ["write to ann.lee@example.org, please", ["email"]],
    ["the server 8.8.8.8 answered", ["ip-address"]],
    ["my card is 4111 1111 1111 1111", ["card-number"]],
    ["pay to DE89 3704 0044 0532 0130 00", ["iban"]],
    ["from GB29NWBK60161331926819", ["iban"]],
    ["ann@example.org from 1.1.1.1", ["email", "ip-address"]],
  ])("finds it in %j", (text, kinds) => {
    expect(findPersonalData({ messages: [{ content: text }] })).toEqual(kinds)
  })
  it.each([
    "the router at 192.168.0.1, 10.0.0.1 or 127.0.0.1",
    "version 1.2.3.4.5 of 300.1.2.3",
    "order 4111 1111 1111 1112",
    "0000 0000 0000 0000",
    "DE89 3704 0044 0532 0130 01",
    "an @mention and 5 @ 3 dollars",
    "in 2024, 1234567 people",
  ])("finds nothing in %j", (text) => {
    expect(findPersonalData(text)).toEqual([])
  })
  it("makes a warning only where asked for", () => {
    const row = { prompt: "who is ann@example.org?", completion: "a person" }
    const codes = (personal_data?: "warn" | "refuse") => {
      const { refused, warnings } = createLinter(findFormat("sft", "prompt-completion"), {
        personal_data,
      }).push(row)
      return [refused?.code, ...warnings.map(({ code }) => code)]
    }
    expect(codes()).toEqual([undefined])
    expect(codes("warn")).toEqual([undefined, "personal-data"])
    expect(codes("refuse")).toEqual(["personal-data"])
  })
})
