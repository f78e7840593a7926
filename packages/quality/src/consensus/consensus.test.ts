import fc from "fast-check"
import { expect, test } from "vitest"
import {
  type CodedRatings,
  canonicalOrder,
  consistency,
  dawidSkene,
  dawidSkenePosterior,
  decidedEarly,
  encode,
  firstLeaders,
  glad,
  leaders,
  logOddsWeights,
  mace,
  macePosterior,
  mulberry32,
  oneCoin,
  oneCoinPosterior,
  tabulate,
  uncertainty,
  voteShares,
  wawa,
  zeroBasedSkill,
} from "../index.ts"
import { isClean, ratingRows, shuffledRows } from "../test/arbitraries.ts"

const CATEGORIES = ["a", "b", "c"]
const category = fc.constantFrom(...CATEGORIES)

/** Posteriors of every model by item name and category, so that tables in any order compare. */
function models(coded: CodedRatings<string>): Record<string, Record<string, readonly number[]>> {
  const width = coded.categories.length
  const byItem = (posterior: ArrayLike<number>) =>
    Object.fromEntries(
      coded.items.map((item, at) => [item, Array.from(posterior).slice(at * width, (at + 1) * width)]),
    )
  return {
    shares: byItem(voteShares(coded).share),
    wawa: byItem(wawa(coded).shares.share),
    dawidSkene: byItem(dawidSkene(coded).posterior),
    oneCoin: byItem(oneCoin(coded, { smoothing: 1 }).posterior),
    mace: byItem(mace(coded).posterior),
    glad: byItem(glad(coded, { rounds: 5 }).posterior),
  }
}

test("no model depends on the order of the rows, once they stand in canonical order", () => {
  fc.assert(
    fc.property(shuffledRows(ratingRows(category)), ({ rows, shuffled }) => {
      const [one, other] = [rows, shuffled].map((each) =>
        models(canonicalOrder(encode(tabulate(each), CATEGORIES))),
      )
      expect(one).toEqual(other)
    }),
    { numRuns: 60 },
  )
})

test("probabilities are clean and sum to 1, whatever the table, even for one category or none", () => {
  fc.assert(
    fc.property(
      ratingRows(fc.constantFrom("a", "b"), { items: 3, raters: 3 }),
      fc.nat({ max: 2 }),
      (rows, kinds) => {
        const kept = rows.filter((row) => kinds === 2 || row.value === "a")
        const coded = encode(tabulate(kinds === 0 ? [] : kept))
        for (const [name, items] of Object.entries(models(coded))) {
          expect(isClean(items), name).toBe(true)
          for (const shares of Object.values(items)) {
            const total = shares.reduce((sum, share) => sum + share, 0)
            // Wawa leaves an item whose voters all weigh nothing without shares.
            if (name !== "wawa" || total > 0) expect(total, name).toBeCloseTo(1, 9)
          }
        }
      },
    ),
    { numRuns: 60 },
  )
})

test("items nobody answered get the prior, and do not move it", () => {
  const coded = encode(tabulate(["a", "a", "b"].map((value, at) => ({ item: `${at}`, rater: "r", value }))))
  const wider = { ...coded, items: [...coded.items, "unseen"] }
  const [narrow, wide] = [dawidSkene(coded), dawidSkene(wider, { tolerance: 1e-5 * 3 })]
  expect([...wide.prior]).toEqual([...narrow.prior])
  expect([...wide.posterior.slice(-2)]).toEqual([...wide.prior])
  expect([...mace(wider).posterior.slice(-2)]).toEqual([0.5, 0.5])
})

/** 300 items, five people: three are right nine times in ten, one answers at random, one always says "a". */
function planted() {
  const random = mulberry32(99)
  const truth = Array.from({ length: 300 }, () => Math.floor(random() * 3))
  const rows = truth.flatMap((right, item) =>
    ["good1", "good2", "good3", "random", "always"].map((rater) => {
      const guess = Math.floor(random() * 3)
      const good = rater.startsWith("good") && random() < 0.9 ? right : guess
      return { item: `${item}`, rater, value: CATEGORIES[rater === "always" ? 0 : good] ?? "a" }
    }),
  )
  return { coded: encode(tabulate(rows), CATEGORIES), truth }
}

test("every model finds who is good and beats the plain majority on planted truth", () => {
  const { coded, truth } = planted()
  const right = (posterior: Float64Array) =>
    truth.filter((each, item) => firstLeaders({ width: 3, share: posterior })[item] === each).length
  const majority = right(voteShares(coded).share)
  for (const posterior of [dawidSkene(coded).posterior, oneCoin(coded).posterior, mace(coded).posterior]) {
    expect(right(posterior)).toBeGreaterThan(majority)
    expect(right(posterior)).toBeGreaterThan(280)
  }
  const { competence } = mace(coded)
  expect(Math.min(...competence.slice(0, 3))).toBeGreaterThan(0.75)
  expect(Math.max(...competence.slice(3))).toBeLessThan(0.2)
  const { skill } = zeroBasedSkill(coded)
  expect(Math.min(...skill.slice(0, 3))).toBeGreaterThan(Math.max(...skill.slice(3)))
  expect(Math.min(...glad(coded, { rounds: 20 }).ability.slice(0, 3))).toBeGreaterThan(1)
})

test("raw Dawid–Skene never loses likelihood from one iteration to the next", () => {
  const { coded } = planted()
  const likelihoods = [1, 2, 3, 5, 8, 13].map(
    (maxIterations) => dawidSkene(coded, { smoothing: 0, maxIterations, tolerance: 0 }).logLikelihood ?? 0,
  )
  expect(likelihoods).toEqual(likelihoods.toSorted((a, b) => a - b))
})

test("pseudo-counts on the diagonal make people look better than the data alone", () => {
  const coded = encode(
    tabulate([
      { item: "1", rater: "r", value: "a" },
      { item: "1", rater: "s", value: "b" },
    ]),
  )
  const plain = dawidSkene(coded, { smoothing: 1, maxIterations: 0 }).confusion
  const leaning = dawidSkene(coded, { smoothing: 1, diagonal: 4, maxIterations: 0 }).confusion
  for (const cell of [0, 3, 4, 7]) expect(leaning[cell]).toBeGreaterThan(plain[cell] ?? 1)
})

test("a fitted model asked about a record it was fitted to gives the same answer", () => {
  const { coded } = planted()
  const votes = (item: number) =>
    [...coded.item.keys()]
      .filter((row) => coded.item[row] === item)
      .map((row) => ({ rater: coded.rater[row] ?? 0, code: coded.value[row] ?? 0 }))
  const ds = dawidSkene(coded, { maxIterations: 1000, tolerance: 1e-12 })
  const coin = oneCoin(coded, { tolerance: 1e-12 })
  const spam = mace(coded)
  for (const item of [0, 7, 123]) {
    const pairs: [Float64Array, Float64Array][] = [
      [ds.posterior, dawidSkenePosterior(ds, votes(item))],
      [coin.posterior, oneCoinPosterior(coin, votes(item))],
      [spam.posterior, macePosterior(spam, 3, votes(item))],
    ]
    for (const [fitted, asked] of pairs) {
      asked.forEach((share, k) => {
        expect(share).toBeCloseTo(fitted[3 * item + k] ?? Number.NaN, 5)
      })
    }
  }
})

test("one-coin spreads errors over the other categories: .8 against .6 of three is .8·.2 to .1·.6 to .1·.2", () => {
  const model = { prior: Float64Array.of(1 / 3, 1 / 3, 1 / 3), accuracy: Float64Array.of(0.8, 0.6) }
  const votes = [
    { rater: 0, code: 0 },
    { rater: 1, code: 1 },
  ]
  const total = 0.16 + 0.06 + 0.02
  expect(oneCoinPosterior(model, votes)[0]).toBeCloseTo(0.16 / total, 12)
  expect(oneCoinPosterior(model, votes)[2]).toBeCloseTo(0.02 / total, 12)
})

test("a stranger's vote says nothing to a fitted model", () => {
  const { coded } = planted()
  const stranger = [{ rater: -1, code: 2 }]
  const ds = dawidSkene(coded)
  expect([...dawidSkenePosterior(ds, stranger)].map((p) => p.toFixed(9))).toEqual(
    [...ds.prior].map((p) => p.toFixed(9)),
  )
  const coin = oneCoin(coded)
  expect(oneCoinPosterior(coin, stranger)[0]).toBeCloseTo(coin.prior[0] ?? 0, 9)
  expect(macePosterior(mace(coded), 3, stranger)[2]).toBeCloseTo(1 / 3, 12)
})

test("restarts of MACE never end with a less likely model, and repeat with their seed", () => {
  const { coded } = planted()
  const fixed = mace(coded, { variant: "em" }).logLikelihood
  const again = () => mace(coded, { variant: "em", restarts: 3, random: mulberry32(4) }).logLikelihood
  expect(again()).toBeGreaterThanOrEqual(fixed)
  expect(again()).toBe(again())
})

test("log-odds weights: 0 at chance, negative below it, finite at 0 and 1", () => {
  const [never, chance, good, always] = logOddsWeights([0, 1 / 3, 0.9, 1], 3)
  expect(chance).toBeCloseTo(0, 12)
  expect(never).toBeLessThan(0)
  expect(good).toBeCloseTo(Math.log(18), 12)
  expect(always).toBeCloseTo(Math.log(198), 9)
})

test("leaders are all categories with the most votes; a lead no vote to come can close decides early", () => {
  const coded = encode(
    tabulate(["a", "b"].map((value, at) => ({ item: "i", rater: `${at}`, value }))),
    CATEGORIES,
  )
  expect(leaders(voteShares(coded), 0)).toEqual([0, 1])
  expect(leaders({ width: 2, share: new Float64Array(2) }, 0)).toEqual([])
  expect([decidedEarly([3, 0], 5), decidedEarly([2, 1], 5), decidedEarly([], 0)]).toEqual([
    true,
    false,
    false,
  ])
})

test("consistency and uncertainty are null, not NaN, where nothing can be said", () => {
  const coded = encode(tabulate(["a", "b"].map((value, at) => ({ item: "i", rater: `${at}`, value }))))
  expect(consistency(coded, [1, 1], [0])).toEqual([null])
  expect(consistency({ ...coded, items: ["i", "j"] }, [0.8, 0.6], [0, 0])[1]).toBeNull()
  expect(uncertainty({ ...coded, items: ["i", "j"] })).toEqual([expect.closeTo(Math.LN2, 12), null])
})
