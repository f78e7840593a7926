import type { Field, Question, Record as WireRecord } from "@loam/schema"
import { expectTypeOf, it } from "vitest"
import type { SourceField, SourceQuestion, SourceRecord } from "./types.ts"

it("takes the wire's own objects: a type that drifts apart stops the type check", () => {
  expectTypeOf<WireRecord>().toExtend<SourceRecord>()
  expectTypeOf<Field>().toExtend<SourceField>()
  expectTypeOf<Question>().toExtend<SourceQuestion>()
})
