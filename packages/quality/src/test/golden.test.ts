/** Every golden number, one test each; a number without a check fails. */
import { expect, test } from "vitest"
import { agreementChecks } from "./golden/agreement.ts"
import { consensusChecks } from "./golden/consensus.ts"
import { preferenceChecks } from "./golden/preference.ts"
import { golden } from "./golden/support.ts"
import { unifyChecks } from "./golden/unify.ts"

const checks = { ...consensusChecks, ...agreementChecks, ...preferenceChecks, ...unifyChecks }

test("no golden number is left unchecked, and no check is for a number that is gone", () => {
  expect(Object.keys(checks).sort()).toEqual(Object.keys(golden).sort())
})

test.each(Object.entries(checks))("%s is reproduced", (_, check) => check())
