/** The edge between record and questions: moved by mouse and keys, kept for the next visit, put back. */
import { annotatePage } from "./lib/annotate-page.ts"
import { createCampaign, labelQuestion, numbered } from "./lib/campaigns.ts"
import { createTeam } from "./lib/people.ts"
import { expect, test } from "./lib/test.ts"

test("the questions cannot be made wider, forget it, or an arrow key goes to another record instead", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["ada"])
  const { dataset } = await createCampaign(loam.owner, workspace, {
    questions: [labelQuestion(["good", "bad"])],
    records: numbered(5),
  })
  const page = await visit(labelers[0] ?? null, { viewport: { width: 1440, height: 900 } })
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const edge = page.getByRole("separator", { name: "Width of the questions" })
  const width = async () => (await annotate.questions.boundingBox())?.width ?? 0
  const before = await width()
  const record = await annotate.recordId()
  await edge.focus()
  await page.keyboard.press("ArrowLeft")
  await page.keyboard.press("Shift+ArrowLeft")
  expect(await width()).toBeCloseTo(before + 80, 0)
  expect(await annotate.recordId()).toBe(record)

  const box = await edge.boundingBox()
  await page.mouse.move((box?.x ?? 0) + 5, 400)
  await page.mouse.down()
  await page.mouse.move((box?.x ?? 0) - 95, 400, { steps: 5 })
  await page.mouse.up()
  const dragged = await width()
  expect(dragged).toBeGreaterThan(before + 150)
  await annotate.open(dataset.id)
  expect(await width()).toBeCloseTo(dragged, 0)

  await edge.focus()
  await page.keyboard.press("Enter")
  expect(await width()).toBeCloseTo(before, 0)
})
