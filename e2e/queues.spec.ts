/** The four queues: what moves where, that counts never lie, undo, and what is said when there is nothing to do. */

import { type AnnotatePage, annotatePage, type Counts } from "./lib/annotate-page.ts"
import { storedAnswers } from "./lib/answers.ts"
import { type CampaignSettings, createCampaign, numbered, textQuestion } from "./lib/campaigns.ts"
import type { Loam } from "./lib/loam.ts"
import { createTeam, type Person } from "./lib/people.ts"
import { startProxy } from "./lib/proxy.ts"
import { expect, test } from "./lib/test.ts"

async function campaignFor(loam: Loam, settings: Partial<CampaignSettings> = {}) {
  const { workspace, labelers } = await createTeam(loam, ["ada", "ben"])
  const [ada, ben] = labelers as [Person, Person] // as many as were named
  const made = await createCampaign(loam.owner, workspace, {
    questions: [textQuestion("answer")],
    records: numbered(10),
    ...settings,
  })
  return { ada, ben, ...made }
}

/** The page and the server agree, now that everything has arrived. */
async function expectEverywhere(annotate: AnnotatePage, person: Person, dataset_id: string, counts: Counts) {
  await annotate.expectCounts(counts)
  await annotate.allSaved()
  const { progress } = await person.client.datasets.get({ dataset_id, query: { include: "progress" } })
  expect(progress?.mine).toEqual(counts)
}

test("a record sits in the wrong queue, or a count differs from the server's", async ({ loam, visit }) => {
  const { ada, dataset } = await campaignFor(loam)
  const page = await visit(ada)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const see = (counts: Counts) => expectEverywhere(annotate, ada, dataset.id, counts)
  await see({ pending: 10, draft: 0, submitted: 0, discarded: 0 })
  const first = await annotate.write("first")
  const second = await annotate.write("second")
  await see({ pending: 8, draft: 0, submitted: 2, discarded: 0 })

  await page.keyboard.type("a draft")
  await page.keyboard.press("Control+s")
  const draft = await annotate.recordId()
  await see({ pending: 7, draft: 1, submitted: 2, discarded: 0 })
  await page.keyboard.press("Escape")
  await annotate.goingOn(() => page.keyboard.press("d"))
  await see({ pending: 7, draft: 0, submitted: 2, discarded: 1 })

  await page.keyboard.press("q")
  await page.keyboard.press("x")
  await expect(annotate.record).toHaveAttribute("data-record-id", draft)
  await expect(annotate.editor).toHaveValue("a draft")
  await expect(page).toHaveURL(/queue=discarded/)
  await page.getByRole("button", { name: "Move to drafts" }).click()
  await see({ pending: 7, draft: 1, submitted: 2, discarded: 0 })

  await page.keyboard.press("q")
  await page.keyboard.press("s")
  await expect(annotate.record, "the latest first").toHaveAttribute("data-record-id", second)
  await page.keyboard.press("ArrowRight")
  await expect(annotate.record).toHaveAttribute("data-record-id", first)
  await expect(annotate.editor).toHaveValue("first")
  await annotate.editor.fill("first, better")
  await page.keyboard.press("Control+Enter")
  await see({ pending: 7, draft: 1, submitted: 2, discarded: 0 })

  await page.goto(`/d/${dataset.id}/annotate?queue=draft`)
  await expect(annotate.record).toHaveAttribute("data-record-id", draft)
  await annotate.editor.fill("")
  await page.keyboard.press("Escape")
  await see({ pending: 8, draft: 0, submitted: 2, discarded: 0 })
  const values = (await storedAnswers(loam.owner, dataset.id)).map((each) => each.values.answer)
  expect(values.sort()).toEqual(["first, better", "second"])
})

test("looking at a record makes a draft of it, or leaving one half answered does not", async ({
  loam,
  visit,
}) => {
  const { ada, dataset } = await campaignFor(loam)
  const page = await visit(ada)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  for (let index = 0; index < 3; index += 1) await annotate.goingOn(() => page.keyboard.press("ArrowRight"))
  await annotate.editor.focus()
  await page.keyboard.type("   ")
  await page.keyboard.press("Control+Backspace")
  await page.keyboard.press("Escape")
  await annotate.goingOn(() => page.keyboard.press("ArrowLeft"))
  await expectEverywhere(annotate, ada, dataset.id, { pending: 10, draft: 0, submitted: 0, discarded: 0 })
  await annotate.editor.focus()
  await page.keyboard.type("half")
  await page.keyboard.press("Escape")
  await annotate.goingOn(() => page.keyboard.press("ArrowRight"))
  await expectEverywhere(annotate, ada, dataset.id, { pending: 9, draft: 1, submitted: 0, discarded: 0 })
})

test("undo of a submit leaves the answer behind, before the server has heard of it or after", async ({
  loam,
  visit,
}) => {
  const { ada, dataset } = await campaignFor(loam)
  const proxy = await startProxy(loam.url, {
    fate: ({ path }) => (path.includes("responses") ? { kind: "answer", status: 503 } : { kind: "pass" }),
  })
  const page = await visit(ada, { url: proxy.url })
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const untouched = { pending: 10, draft: 0, submitted: 0, discarded: 0 }
  const before = await annotate.write("too early")
  await annotate.expectCounts({ ...untouched, pending: 9, submitted: 1 })
  await page.keyboard.press("Control+z")
  await expect(annotate.record).toHaveAttribute("data-record-id", before)
  await expect(annotate.editor).toHaveValue("too early")
  await annotate.expectCounts(untouched)
  proxy.set({})
  await annotate.allSaved()
  expect((await storedAnswers(loam.owner, dataset.id)).map(({ status }) => status)).not.toContain("submitted")

  await annotate.editor.fill("on second thought")
  await annotate.goingOn(() => page.keyboard.press("Control+Enter"))
  await expectEverywhere(annotate, ada, dataset.id, { ...untouched, pending: 9, submitted: 1 })
  await page.reload()
  await expect(annotate.record).toBeVisible()
  await annotate.allSaved()
  await page.keyboard.press("u")
  await expect(annotate.record).toHaveAttribute("data-record-id", before)
  await expect(annotate.editor).toHaveValue("on second thought")
  await annotate.expectCounts(untouched)
  await annotate.allSaved()
  expect(await storedAnswers(loam.owner, dataset.id)).toEqual([])
  await page.keyboard.press("Control+y")
  await expectEverywhere(annotate, ada, dataset.id, { ...untouched, pending: 9, submitted: 1 })
  await proxy.stop()
})

test("Backspace or Delete outside of a text does anything, or a discard cannot be taken back", async ({
  loam,
  visit,
}) => {
  const { ada, dataset } = await campaignFor(loam)
  const page = await visit(ada)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const nothing = { pending: 10, draft: 0, submitted: 0, discarded: 0 }
  await annotate.expectCounts(nothing)
  const shown = await annotate.recordId()
  const places = [
    page.getByRole("region", { name: "Record pane" }),
    page.getByRole("button", { name: "Skip" }),
    annotate.queue("pending"),
    annotate.editor,
  ]
  for (const place of places) {
    await place.focus()
    for (const key of ["Backspace", "Delete", "Control+Backspace"]) await page.keyboard.press(key)
  }
  await page.keyboard.press("Escape")
  await page.keyboard.press("Backspace")
  await page.waitForTimeout(300)
  expect(await annotate.recordId()).toBe(shown)
  await annotate.expectCounts(nothing)
  await annotate.goingOn(() => page.keyboard.press("d"))
  await annotate.expectCounts({ ...nothing, pending: 9, discarded: 1 })
  await page.keyboard.press("Control+z")
  await expect(annotate.record).toHaveAttribute("data-record-id", shown)
  await expectEverywhere(annotate, ada, dataset.id, nothing)
})

test("two tabs of one person give out the same record, or the last word on an answer gets lost", async ({
  loam,
  visit,
}) => {
  const { ada, dataset } = await campaignFor(loam, { records: numbered(60) })
  const one = annotatePage(await visit(ada))
  await one.open(dataset.id)
  const other = annotatePage(await one.page.context().newPage())
  await other.open(dataset.id)
  expect(await other.recordId()).not.toBe(await one.recordId())
  const id = await one.write("from the first tab")
  await one.allSaved()
  await other.open(dataset.id, `?rec=${id}`)
  await expect(other.editor).toHaveValue("from the first tab")
  await one.open(dataset.id, `?rec=${id}`)
  await one.editor.focus()
  await one.page.keyboard.press("Control+End")
  await one.page.keyboard.type(", edited")
  await other.editor.fill("from the second tab")
  await other.page.keyboard.press("Control+Enter")
  await expect(one.page.getByText(/In another tab you submitted this record/)).toBeVisible()
  await expect(one.editor, "what is being typed is left alone").toHaveValue("from the first tab, edited")
  await other.allSaved()
  await one.editor.focus()
  await one.page.keyboard.press("Control+Enter")
  await one.allSaved()
  const stored = await storedAnswers(loam.owner, dataset.id)
  expect(stored).toHaveLength(1)
  expect(stored[0]).toMatchObject({ record_id: id, values: { answer: "from the first tab, edited" } })
  expect(stored[0]?.actions, "both versions are in the history").toEqual([
    "submitted",
    "submitted",
    "submitted",
  ])
})

test("a queue without records says the wrong thing: none yet, others at work, skipped, all done", async ({
  loam,
  visit,
}) => {
  const { ada, ben, dataset } = await campaignFor(loam, {
    records: [],
    distribution: { strategy: "overlap", min_submitted: 1 },
  })
  const [adas, bens] = [await visit(ada), await visit(ben)]
  await adas.goto(`/d/${dataset.id}/annotate`)
  await expect(adas.getByRole("heading", { name: "No records yet" })).toBeVisible()
  await loam.owner.records.create({ dataset_id: dataset.id, body: { items: numbered(1) } })
  const annotate = annotatePage(adas)
  await expect(annotate.record, "appears by itself").toBeVisible({ timeout: 15_000 })
  await bens.goto(`/d/${dataset.id}/annotate`)
  await expect(bens.getByRole("heading", { name: "Others are working on the last records" })).toBeVisible()
  await adas.keyboard.press("s")
  await expect(adas.getByRole("heading", { name: "Only what you skipped is left" })).toBeVisible()
  await adas.getByRole("button", { name: "Show what I skipped" }).click()
  await annotate.editor.fill("the last answer")
  await adas.keyboard.press("Control+Enter")
  await expect(adas.getByRole("heading", { name: "All done" })).toBeVisible()
  await expect(adas.getByText("you submitted 1 record", { exact: false })).toBeVisible()
  await bens.reload()
  await expect(bens.getByRole("heading", { name: "All done" })).toBeVisible()
})

test("leaving right after an answer is undone by the address of the record, or leads nowhere", async ({
  loam,
  visit,
}) => {
  const { ada, dataset } = await campaignFor(loam, { records: numbered(5) })
  const annotate = annotatePage(await visit(ada))
  const { page } = annotate
  await annotate.open(dataset.id)
  await annotate.write("the last one for today")
  // Slower than the address, which follows a burst of answers by 400 ms.
  await page.route("**/api/v1/**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await route.continue()
  })
  await page.getByRole("link", { name: "Loam, home" }).click()
  await expect(page.getByText(dataset.name).first()).toBeVisible()
  expect(new URL(page.url()).pathname).toBe("/")
})
