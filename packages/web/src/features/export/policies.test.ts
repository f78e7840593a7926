import { policies, type QuestionTypeName } from "@loam/schema"
import { expect, test } from "vitest"
import { policiesOf, policyNames } from "./policies.ts"

test("the page offers a policy that the server refuses, or keeps one from people that needs no parameters", () => {
  for (const type of Object.keys(policiesOf) as QuestionTypeName[]) {
    const offered: readonly string[] = policiesOf[type]
    const taken = Object.keys(policyNames).filter((name) => policies[type].safeParse({ name }).success)
    expect(offered.toSorted(), type).toEqual(taken.toSorted())
  }
})
