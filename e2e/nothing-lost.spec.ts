/** Nothing typed and nothing decided gets lost: dead networks, dead servers, dead browsers, ended sessions. */

import { annotatePage } from "./lib/annotate-page.ts"
import { storedAnswers, valuesOf } from "./lib/answers.ts"
import { createCampaign, numbered, textQuestion } from "./lib/campaigns.ts"
import { startLoam } from "./lib/loam.ts"
import { createProfile } from "./lib/own-browser.ts"
import { createTeam, type Person, signInContext } from "./lib/people.ts"
import { startProxy } from "./lib/proxy.ts"
import { expect, test } from "./lib/test.ts"

type Loam = Awaited<ReturnType<typeof startLoam>>

async function writingCampaign(loam: Loam, records = 30) {
  const { workspace, labelers } = await createTeam(loam, ["ada"])
  const [ada] = labelers as readonly [Person] // as many as were named
  const { dataset } = await createCampaign(loam.owner, workspace, {
    questions: [textQuestion("answer")],
    records: numbered(records),
  })
  return { ada, dataset, workspace }
}

/** Milliseconds a key press may be on its way to the disk: 1 to 3 on a quiet machine, far more on a busy one. */
const onItsWay = 250

const onceEach = (answers: readonly { actions: readonly string[] }[]) =>
  expect(answers.map(({ actions }) => actions)).toEqual(answers.map(() => ["submitted"]))

test("answers given without a network are forgotten, or sent twice when it is back", async ({
  loam,
  visit,
}) => {
  const { ada, dataset } = await writingCampaign(loam)
  const page = await visit(ada)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const typed = new Map<string, string>()
  typed.set(await annotate.write("with a network"), "with a network")
  await annotate.allSaved()
  await page.context().setOffline(true)
  for (let index = 0; index < 8; index += 1)
    typed.set(await annotate.write(`offline ${index}`), `offline ${index}`)
  const half = await annotate.recordId()
  await page.keyboard.type("half a thou")
  await expect(page.getByRole("button", { name: /^Offline · \d+ kept on this device$/ })).toBeVisible()
  expect(await storedAnswers(loam.owner, dataset.id)).toHaveLength(1)
  await page.context().setOffline(false)
  await annotate.allSaved()
  await expect(annotate.editor).toHaveValue("half a thou")
  await annotate.expectCounts({ pending: 20, draft: 1, submitted: 9, discarded: 0 })
  await annotate.allSaved()
  typed.set(half, "half a thou")
  const stored = await storedAnswers(loam.owner, dataset.id)
  expect(valuesOf(stored, "answer")).toEqual(typed)
  onceEach(stored.filter(({ record_id }) => record_id !== half))
  expect(stored.find(({ record_id }) => record_id === half)?.status).toBe("draft")
})

test("a reload throws away what still waits for the server", async ({ loam, visit }) => {
  const { ada, dataset } = await writingCampaign(loam)
  const proxy = await startProxy(loam.url)
  const page = await visit(ada, { url: proxy.url })
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  proxy.set({
    fate: ({ path }) => (path.includes("responses") ? { kind: "answer", status: 503 } : { kind: "pass" }),
  })
  const typed = new Map<string, string>()
  for (let index = 0; index < 6; index += 1)
    typed.set(await annotate.write(`waits ${index}`), `waits ${index}`)
  expect(await storedAnswers(loam.owner, dataset.id)).toEqual([])
  const next = await annotate.recordId()
  await page.reload()
  await expect(annotate.record).toHaveAttribute("data-record-id", next)
  await expect(page.locator("[data-unsent='6']")).toBeAttached()
  proxy.set({})
  await annotate.allSaved()
  const stored = await storedAnswers(loam.owner, dataset.id)
  expect(valuesOf(stored, "answer")).toEqual(typed)
  onceEach(stored)
  await proxy.stop()
})

test("a failing server, or an answer lost on the way back, loses or doubles what was submitted", async ({
  loam,
  visit,
}) => {
  const { ada, dataset } = await writingCampaign(loam)
  let failures = 0
  const proxy = await startProxy(loam.url, {
    fate: ({ method, path }) => {
      if (method !== "POST" || !path.includes("responses")) return { kind: "pass" }
      failures += 1
      if (failures <= 3) return { kind: "answer", status: 500 }
      return failures === 4 ? { kind: "lose the answer" } : { kind: "pass" }
    },
  })
  const page = await visit(ada, { url: proxy.url })
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const id = await annotate.write("in the end it arrives")
  await expect(page.locator("[data-unsent='1']")).toBeAttached()
  await annotate.allSaved()
  expect(failures).toBeGreaterThanOrEqual(5)
  const stored = await storedAnswers(loam.owner, dataset.id)
  expect(valuesOf(stored, "answer")).toEqual(new Map([[id, "in the end it arrives"]]))
  onceEach(stored)
  await proxy.stop()
})

/** Submits, types, kills the browser, opens it again; the age of the oldest letter that is not there. */
async function loseABrowser(loam: Loam): Promise<number> {
  const { ada, dataset } = await writingCampaign(loam)
  const proxy = await startProxy(loam.url)
  const profile = await createProfile()
  const first = await profile.launch()
  await signInContext(first.context, proxy.url, ada)
  const page = await first.context.newPage()
  const annotate = annotatePage(page)
  await page.goto(`${proxy.url}/d/${dataset.id}/annotate`)
  await expect(annotate.record).toBeVisible()
  // Nothing gets through any more: whatever is found later was on the device.
  proxy.set({ fate: () => ({ kind: "answer", status: 503 }) })
  const submitted = await annotate.write("submitted, not sent")
  const half = await annotate.recordId()
  const text = "She sells sea shells by the sea shore; the shells she sells are surely seashells. ".repeat(2)
  const pressed: number[] = []
  for (const letter of text) {
    await page.keyboard.type(letter)
    pressed.push(Date.now())
  }
  const killed = Date.now()
  await first.kill()

  proxy.set({})
  const second = await profile.launch()
  await signInContext(second.context, proxy.url, ada) // the browser had no time to write down the cookie
  const again = await second.context.newPage()
  const reopened = annotatePage(again)
  await again.goto(`${proxy.url}/d/${dataset.id}/annotate`)
  await expect(reopened.record).toHaveAttribute("data-record-id", half)
  const note = "What you had not sent yet has been put back."
  await expect(again.getByText(note, { exact: true })).toBeVisible()
  const found = await reopened.editor.inputValue()
  expect(text.startsWith(found), "what is found is what was typed").toBe(true)
  await reopened.allSaved()
  const stored = await storedAnswers(loam.owner, dataset.id)
  expect(stored.find(({ record_id }) => record_id === submitted)).toMatchObject({
    status: "submitted",
    values: { answer: "submitted, not sent" },
    actions: ["submitted"],
  })
  await second.kill()
  await profile.remove()
  await proxy.stop()
  const [oldest] = pressed.slice(found.length).map((at) => killed - at)
  process.stdout.write(
    `  killed browser: ${text.length - found.length} letters lost, ${oldest ?? 0} ms old at most\n`,
  )
  return oldest ?? 0
}

test("a killed browser takes letters or decisions with it", async ({ loam }) => {
  let oldest = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 3 && oldest >= onItsWay; attempt += 1) oldest = await loseABrowser(loam)
  expect(oldest, "age in ms of the oldest letter lost").toBeLessThan(onItsWay)
})

test("a killed and restarted server misses answers given meanwhile, or takes them twice", async ({
  visit,
}) => {
  const loam = await startLoam()
  const { ada, dataset } = await writingCampaign(loam)
  const page = await visit(ada, { url: loam.url })
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const typed = new Map<string, string>()
  const write = async (text: string) => typed.set(await annotate.write(text), text)
  for (let index = 0; index < 3; index += 1) await write(`before ${index}`)
  await loam.kill()
  for (let index = 0; index < 3; index += 1) await write(`while it is down ${index}`)
  await loam.restart()
  for (let index = 0; index < 3; index += 1) await write(`after ${index}`)
  await annotate.allSaved()
  const stored = await storedAnswers(loam.owner, dataset.id)
  expect(valuesOf(stored, "answer")).toEqual(typed)
  onceEach(stored)
  await page.context().close()
  await loam.stop()
})

test("the end of a session in the middle of a sentence costs the sentence", async ({ loam, visit }) => {
  const { ada, dataset } = await writingCampaign(loam)
  const page = await visit(ada)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const first = await annotate.write("before the session ended")
  await annotate.allSaved()
  const password = "a new password of ada"
  await loam.owner.users.update({ user_id: ada.id, body: { password } })
  const second = await annotate.write("sent into an ended session")
  const third = await annotate.recordId()
  await page.keyboard.type("half a sen")
  const dialog = page.getByRole("dialog", { name: "Your session has ended" })
  await expect(dialog).toBeVisible()
  await expect(dialog.getByLabel("Username")).toHaveValue(ada.username)
  await dialog.getByLabel("Password", { exact: true }).fill(password)
  await page.keyboard.press("Enter")
  await expect(dialog).toBeHidden()
  await expect(annotate.record).toHaveAttribute("data-record-id", third)
  await expect(annotate.editor).toHaveValue("half a sen")
  await expect(annotate.editor).toBeFocused()
  await page.keyboard.type("tence")
  await annotate.goingOn(() => page.keyboard.press("Control+Enter"))
  await annotate.allSaved()
  const values = valuesOf(await storedAnswers(loam.owner, dataset.id), "answer")
  expect(values).toEqual(
    new Map([
      [first, "before the session ended"],
      [second, "sent into an ended session"],
      [third, "half a sentence"],
    ]),
  )
})

test("an answer the server refuses vanishes instead of waiting for its author with its text", async ({
  loam,
  visit,
}) => {
  const { ada, dataset } = await writingCampaign(loam)
  const page = await visit(ada)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const gone = await annotate.recordId()
  await loam.owner.records.remove({ record_id: gone })
  await annotate.write("an answer to a deleted record")
  const kept = await annotate.write("an answer to a record that is there")
  const status = page.getByRole("button", { name: "1 answer needs attention" })
  await expect(status).toBeVisible()
  await status.click()
  const tray = page.getByRole("dialog", { name: "Saving" })
  await expect(tray.getByText("Needs attention")).toBeVisible()
  await tray.getByRole("button", { name: "Open" }).click()
  await expect(annotate.editor).toHaveValue("an answer to a deleted record")
  await page.reload()
  await expect(status, "it is still there after a reload").toBeVisible()
  await status.click()
  await tray.getByRole("button", { name: "Let it go" }).click()
  await expect(tray.getByText("Needs attention")).toBeHidden()
  const values = valuesOf(await storedAnswers(loam.owner, dataset.id), "answer")
  expect(values).toEqual(new Map([[kept, "an answer to a record that is there"]]))
})
