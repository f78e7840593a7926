/** One key, one decision: comparisons answered by a digit each, however fast they come. */

import { annotatePage } from "./lib/annotate-page.ts"
import { storedAnswers, valuesOf } from "./lib/answers.ts"
import { createCampaign, textField } from "./lib/campaigns.ts"
import { createTeam } from "./lib/people.ts"
import { startProxy } from "./lib/proxy.ts"
import { expect, test } from "./lib/test.ts"

const preference = {
  name: "preference",
  title: "Which answer is better?",
  required: true,
  settings: {
    type: "label_selection",
    options: [
      { value: "A", text: "A is better" },
      { value: "B", text: "B is better" },
      { value: "tie", text: "About the same" },
    ],
  },
} as const

const comparisons = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    fields: {
      prompt: `Question ${index}`,
      response_a: `The first answer to question ${index}`,
      response_b: `The second answer to question ${index}`,
    },
  }))

/** Notes for every digit pressed which record was on screen, before the page does anything about it. */
function notePresses(): void {
  const presses: { key: string; on: string | null }[] = []
  Object.assign(window, { presses })
  window.addEventListener(
    "keydown",
    (event) => {
      const on = document.querySelector("[data-record-id]")?.getAttribute("data-record-id") ?? null
      presses.push({ key: event.key, on })
    },
    { capture: true },
  )
}

const words: Readonly<Record<string, string>> = { "1": "A", "2": "B", "3": "tie" }

test("a comparison takes more than one key, or a key of a burst is doubled, dropped or put on another record", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["ada"])
  const { dataset } = await createCampaign(loam.owner, workspace, {
    fields: ["prompt", "response_a", "response_b"].map((name) => textField(name)),
    questions: [preference],
    records: comparisons(80),
  })
  const proxy = await startProxy(loam.url, { late: 300 })
  const page = await visit(labelers[0] ?? null, { url: proxy.url })
  await page.addInitScript(notePresses)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  await expect(page.locator("[data-candidate='A']").first()).toBeVisible()
  for (let index = 0; index < 30; index += 1)
    await annotate.goingOn(() => page.keyboard.press(String((index % 3) + 1)))
  await annotate.expectCounts({ pending: 50, draft: 0, submitted: 30, discarded: 0 })
  // Ten keys within a moment, as from somebody who has read ahead.
  for (const key of "1212312123") await page.keyboard.press(key)
  await annotate.expectCounts({ pending: 40, draft: 0, submitted: 40, discarded: 0 })
  await annotate.allSaved()

  const presses = await page.evaluate(
    () => (window as unknown as { presses: { key: string; on: string }[] }).presses,
  )
  expect(presses, "one key for each record").toHaveLength(40)
  expect(new Set(presses.map(({ on }) => on)).size).toBe(40)
  const stored = await storedAnswers(loam.owner, dataset.id)
  expect(valuesOf(stored, "preference")).toEqual(new Map(presses.map(({ key, on }) => [on, words[key]])))
  expect(stored.every(({ status, actions }) => status === "submitted" && actions.length === 1)).toBe(true)
  await proxy.stop()
})
