import type { Annotator } from "@loam/schema"
import { expect, test } from "vitest"
import { signsOf } from "./people-signs.ts"

const share = { value: 0.5, hits: 10, trials: 20, low: 0.3, high: 0.7 }
const person: Annotator = {
  user: { id: "u", username: "ada" },
  answers: 20,
  few_answers: false,
  with_consensus: share,
  with_others: share,
  gold: null,
  expected_accuracy: null,
  competence: null,
  speed: { answers: 20, median: 4, fastest_tenth: 2, relative: 1, fast_share: 0.05 },
  straight_lining: {
    commonest: "a",
    commonest_share: 0.6,
    entropy: 1,
    longest_run: 9,
    run_of: "a",
    run_chance: 0.2,
  },
  position: { first: share, expected: 0.5, biased: false, places: [10, 10] },
  length: { longer: share, biased: false, log_ratio: 0 },
  suggestions: { accepted: share, seconds_accepted: null, seconds_changed: null },
}

test("somebody is pointed at for what chance does, or for habits after a handful of answers", () => {
  expect(signsOf(person)).toEqual([])
  const odd: Annotator = {
    ...person,
    straight_lining: person.straight_lining && { ...person.straight_lining, run_chance: 1e-6 },
    position: person.position && { ...person.position, biased: true },
    length: { longer: { ...share, value: 0.2 }, biased: true, log_ratio: -1 },
    speed: { ...person.speed, fast_share: 0.5 },
  }
  expect(signsOf(odd)).toEqual(["9 times “a” in a row", "a place", "short texts", "very fast answers"])
  expect(signsOf({ ...odd, answers: 9 })).toEqual([])
})
