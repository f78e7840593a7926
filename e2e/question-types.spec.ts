/** Every type of question, answered by keys alone and by mouse: what arrives is what was on the screen. */
import { annotatePage } from "./lib/annotate-page.ts"
import { storedAnswers } from "./lib/answers.ts"
import { createCampaign, textField } from "./lib/campaigns.ts"
import { dragOver } from "./lib/drag-over.ts"
import { createTeam, type Person } from "./lib/people.ts"
import { expectAccessible, expectFits } from "./lib/readable.ts"
import { expect, test } from "./lib/test.ts"

const optionsOf = (...values: string[]) => values.map((value) => ({ value, text: value }))
const required = true
const labels = {
  name: "labels",
  title: "Which topics?",
  required,
  settings: { type: "multi_label_selection", options: optionsOf("news", "sports", "art") },
} as const
const rating = {
  name: "rating",
  title: "How good?",
  required,
  settings: { type: "rating", options: [1, 2, 3, 4, 5].map((value) => ({ value })) },
} as const
const ranking = {
  name: "ranking",
  title: "Best first",
  required,
  settings: { type: "ranking", options: optionsOf("A", "B", "C") },
} as const
const spans = (more: object = {}) =>
  ({
    name: "spans",
    title: "Who and where?",
    required,
    settings: { type: "span", field: "prompt", options: optionsOf("person", "place"), ...more },
  }) as const

const text = "Zoe\u0308 👩‍👩‍👧‍👦 flew to 🇩🇪🇫🇷 and Île-de-France."
const slice = (of: string, { start, end }: { start: number; end: number }) =>
  [...of].slice(start, end).join("")

interface Stored {
  readonly label: string
  readonly start: number
  readonly end: number
}

test("several labels, a rating or a ranking with a tie cannot be given by keys alone", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["keys"])
  const { dataset } = await createCampaign(loam.owner, workspace, {
    questions: [labels, rating, ranking],
    records: [{ fields: { prompt: "One" } }],
  })
  const page = await visit(labelers[0] as Person)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  for (const key of ["3", "1", "ArrowDown", "4"]) await page.keyboard.press(key)
  await expect(page.locator("[data-question=ranking]")).toBeFocused()
  await page.keyboard.press("2")
  await page.keyboard.press("Enter")
  await expect(page.getByText("Rank 2 more of “Best first” to submit").first()).toBeVisible()
  for (const key of ["1", "2"]) await page.keyboard.press(key)
  // From A and C on the second rank: C goes up beside B.
  await page.locator("[data-card=C]").focus()
  await page.keyboard.press("Alt+ArrowUp")
  await expect(page.locator("[data-card=C]")).toBeFocused()
  await expect(page.getByText("C: rank 1, tied with B")).toBeAttached()
  await page.keyboard.press("Control+Enter")
  await annotate.allSaved()
  const [answer] = await storedAnswers(loam.owner, dataset.id)
  expect(answer?.values).toEqual({
    labels: ["news", "art"],
    rating: 4,
    ranking: [
      { value: "B", rank: 1 },
      { value: "C", rank: 1 },
      { value: "A", rank: 2 },
    ],
  })
})

test("a ranking by dragging or clicking arrives with other ranks, or undo forgets one", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["mouse"])
  const { dataset } = await createCampaign(loam.owner, workspace, {
    questions: [ranking],
    records: [{ fields: { prompt: "One" } }],
  })
  const page = await visit(labelers[0] as Person)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const card = page.locator("[data-card=B]")
  const slot = page.locator("[data-rank='1']")
  const [from, to] = [await card.boundingBox(), await slot.boundingBox()]
  if (!from || !to) throw new Error("card or rank is not on screen")
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(from.x + 30, from.y + 30, { steps: 4 })
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 })
  await page.mouse.up()
  await expect(slot.locator("[data-card=B]")).toBeVisible()
  await page.locator("[data-card=C]").click()
  await page.getByRole("button", { name: "Rank 3: put C here" }).click()
  await page.getByRole("button", { name: "Rank 3: put A here" }).click()
  await expect(page.locator("[data-rank='3'] [data-card]")).toHaveCount(2)
  await page.keyboard.press("u")
  await expect(page.locator("[data-rank='3'] [data-card]")).toHaveCount(1)
  await page.getByRole("button", { name: "Rank 2: put A here" }).click()
  await page.getByRole("button", { name: "Submit", exact: true }).click()
  await annotate.allSaved()
  const [answer] = await storedAnswers(loam.owner, dataset.id)
  expect(answer?.values.ranking).toEqual([
    { value: "B", rank: 1 },
    { value: "A", rank: 2 },
    { value: "C", rank: 3 },
  ])
})

test("spans over emoji, flags or combining marks shift, split or differ from what was selected by mouse", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["mouse"])
  const { dataset } = await createCampaign(loam.owner, workspace, {
    questions: [spans()],
    records: [{ fields: { prompt: text } }],
  })
  const page = await visit(labelers[0] as Person)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  await page.keyboard.press("1")
  await dragOver(page, "Zoe\u0308")
  await expect(page.locator("mark")).toHaveText("Zoe\u0308")
  await dragOver(page, "👩‍👩‍👧‍👦")
  await page.keyboard.press("2")
  await dragOver(page, "🇫🇷")
  await dragOver(page, "France")
  await expect(page.locator("mark")).toHaveCount(4)
  // In the way of another: nothing is deleted, and it says so.
  await dragOver(page, "🇩🇪🇫🇷 and")
  await expect(page.getByText("That would overlap “🇫🇷” (place)").first()).toBeVisible()
  await expect(page.locator("mark")).toHaveCount(4)
  const seen = await page.locator("mark").allTextContents()
  await page.keyboard.press("Enter")
  await annotate.allSaved()
  const [answer] = await storedAnswers(loam.owner, dataset.id)
  const stored = answer?.values.spans as Stored[]
  expect(stored.map((span) => slice(text, span))).toEqual(seen)
  expect(stored.map((span) => [span.label, slice(text, span)])).toEqual([
    ["person", "Zoe\u0308"],
    ["person", "👩‍👩‍👧‍👦"],
    ["place", "🇫🇷"],
    ["place", "France"],
  ])
})

test("a span cannot be made, moved, relabelled, removed and brought back by keys alone", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["keys"])
  const { dataset } = await createCampaign(loam.owner, workspace, {
    questions: [spans()],
    records: [{ fields: { prompt: text } }, { fields: { prompt: "Anna is here." } }],
  })
  const page = await visit(labelers[0] as Person)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const marks = page.locator("[data-record-id] mark")
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await press("e", "1")
  await expect(marks).toHaveText(["Zoe\u0308"])
  // What the browser does at times, as the text is put together anew around a mark.
  await page.evaluate(() => getSelection()?.collapseToStart())
  await page.waitForTimeout(100) // it tells of it afterwards
  await press("2")
  await expect(marks).toHaveAttribute("data-tag", "place")
  await press("1", "]")
  await expect(marks).toHaveText(["Zoe\u0308 👩‍👩‍👧‍👦"])
  await press("[")
  await expect(marks).toHaveText(["Zoe\u0308"])
  await press("Delete")
  await expect(marks).toHaveCount(0)
  await press("u")
  await expect(marks).toHaveText(["Zoe\u0308"])
  await press("ArrowRight", "ArrowRight", "Shift+ArrowRight", "2")
  await expect(marks).toHaveText(["Zoe\u0308", "flew to"])
  await annotate.goingOn(() => page.keyboard.press("Enter"))
  await press("1")
  await expect(marks).toHaveText(["Anna"])
  await press("Enter")
  await annotate.allSaved()
  const answers = await storedAnswers(loam.owner, dataset.id)
  const found = answers.flatMap(({ values }) => (values.spans as Stored[]).map(({ label }) => label))
  expect(found.sort()).toEqual(["person", "person", "place"])
})

test("suggested spans or ranks are taken over otherwise than they stand, or overlapping ones are lost", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["taker"])
  const { dataset, records } = await createCampaign(loam.owner, workspace, {
    questions: [spans({ allow_overlapping: true }), ranking],
    records: [{ fields: { prompt: text } }],
  })
  const { items } = await loam.owner.questions.list({ dataset_id: dataset.id })
  const record_id = records[0]?.id ?? ""
  const proposed = [
    { label: "person", start: 0, end: 4 },
    { label: "place", start: 0, end: 12 },
  ]
  const order = [
    { value: "C", rank: 1 },
    { value: "A", rank: 2 },
    { value: "B", rank: 2 },
  ]
  await loam.owner.suggestions.upsert({
    record_id,
    body: { question_id: items[0]?.id ?? "", value: proposed, score: [0.9, 0.4], agent: "tagger" },
  })
  await loam.owner.suggestions.upsert({
    record_id,
    body: { question_id: items[1]?.id ?? "", value: order, score: [0.9, 0.5, 0.1], agent: "ranker" },
  })
  const page = await visit(labelers[0] as Person)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  await expect(page.getByText("Suggested by tagger: 2 spans")).toBeVisible()
  await expect(page.getByText("0.90").first()).toBeVisible()
  await expect(page.locator("mark[data-ghost]")).toHaveCount(2)
  await page.keyboard.press("Enter")
  await annotate.allSaved()
  const [answer] = await storedAnswers(loam.owner, dataset.id)
  expect(answer?.values).toEqual({ spans: proposed, ranking: order })
})

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test(`the widgets in ${colorScheme} at ${viewport.width} px are too wide or fail a screen reader`, async ({
      loam,
      visit,
    }) => {
      const { workspace, labelers } = await createTeam(loam, ["reader"])
      const { dataset } = await createCampaign(loam.owner, workspace, {
        fields: [textField("prompt")],
        questions: [spans(), ranking, labels, rating],
        records: [{ fields: { prompt: `${text} ${"It was a long day in Paris. ".repeat(8)}` } }],
      })
      const page = await visit(labelers[0] as Person, { colorScheme, viewport })
      await annotatePage(page).open(dataset.id)
      for (const key of ["e", "1", "ArrowRight", "2", "Escape", "ArrowDown", "2"])
        await page.keyboard.press(key)
      await expect(page.locator("[data-record-id] mark")).toHaveCount(2)
      await expectAccessible(page, "widgets")
      await expectFits(page, "widgets")
      await page.screenshot({
        path: `../.cache/screenshots/widgets-${colorScheme}-${viewport.width}.png`,
        fullPage: viewport.width < 1000,
      })
    })
  }
}
