/** The annotation page by what a person sees of it: names of regions and buttons, keys, counts. */
import { expect, type Page } from "@playwright/test"

export type Counts = Readonly<Record<"pending" | "draft" | "submitted" | "discarded", number>>
type Queue = keyof Counts

const queueNames: Readonly<Record<Queue, RegExp>> = {
  pending: /^Pending/,
  draft: /^Draft/,
  submitted: /^Submitted/,
  discarded: /^Discarded/,
}

export type AnnotatePage = ReturnType<typeof annotatePage>

export function annotatePage(page: Page) {
  const record = page.getByRole("article", { name: "Record" })
  const questions = page.getByRole("region", { name: "Questions" })
  const editor = questions.getByRole("textbox").first()
  const queue = (name: Queue) =>
    page.getByRole("navigation", { name: "Queue" }).getByRole("button", { name: queueNames[name] })
  const saved = page.getByRole("button", { name: "All saved" })

  const counts = async (): Promise<Counts> => {
    const read = async (name: Queue) =>
      Number(((await queue(name).textContent()) ?? "").replace(/\D/g, "") || Number.NaN)
    const [pending, draft, submitted, discarded] = await Promise.all([
      read("pending"),
      read("draft"),
      read("submitted"),
      read("discarded"),
    ])
    return { pending, draft, submitted, discarded }
  }
  const recordId = async () => (await record.getAttribute("data-record-id")) ?? ""
  /** Does something that leads to another record and waits until that one is there. */
  const goingOn = async (act: () => Promise<void>) => {
    const before = await recordId()
    await act()
    await expect(record).not.toHaveAttribute("data-record-id", before)
    return before
  }

  return {
    page,
    record,
    questions,
    editor,
    queue,
    saved,
    counts,
    recordId,
    goingOn,
    open: async (datasetId: string, search = "") => {
      await page.goto(`/d/${datasetId}/annotate${search}`)
      await expect(record).toBeVisible({ timeout: 20_000 })
    },
    /** Writes an answer by keyboard and submits it; the id of the record it belongs to. */
    write: (text: string) =>
      goingOn(async () => {
        await editor.focus()
        await page.keyboard.type(text)
        await page.keyboard.press("Control+Enter")
      }),
    expectCounts: (expected: Counts) =>
      expect.poll(counts, { message: "counts of the queues" }).toEqual(expected),
    allSaved: () => expect(saved).toBeVisible({ timeout: 20_000 }),
  }
}
