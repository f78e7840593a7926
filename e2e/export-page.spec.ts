/** The export page: what it shows is what the file holds. */
import { readFile } from "node:fs/promises"
import AxeBuilder from "@axe-core/playwright"
import { createCampaign, labelQuestion, numbered, textQuestion } from "./lib/campaigns.ts"
import { type Loam, ownerPassword } from "./lib/loam.ts"
import { createTeam, type Person } from "./lib/people.ts"
import { parseLines } from "./lib/prompts.ts"
import { expect, test } from "./lib/test.ts"

async function ownerOf(loam: Loam): Promise<Person> {
  const { id, username } = await loam.owner.users.me()
  return { id, username, password: ownerPassword, client: loam.owner }
}

async function demonstrations(loam: Loam) {
  const { workspace, labelers } = await createTeam(loam, ["writer"])
  const [writer] = labelers as [Person]
  const records = numbered(12).map((record, at) => ({
    ...record,
    metadata: { lang: at % 2 ? "en" : "de" },
    responses: [
      {
        user_id: writer.id,
        status: "submitted" as const,
        values: { answer: { value: `Answer ${at + 1}` }, mood: { value: at % 3 ? "good" : "bad" } },
      },
    ],
  }))
  return createCampaign(loam.owner, workspace, {
    questions: [textQuestion("answer"), labelQuestion(["good", "bad"], "mood")],
    records,
  })
}

test("the file holds other rows than the page shows, or a choice is lost on the way", async ({
  loam,
  visit,
}) => {
  const { dataset } = await demonstrations(loam)
  const page = await visit(await ownerOf(loam))
  await page.goto(`/d/${dataset.id}/export`)
  await page.locator('input[name=task][value="sft"]').check()
  await expect(page).toHaveURL(/task=sft/)
  await expect(page.getByRole("region", { name: "Preview" })).toContainText("Answer 1")
  await page.getByLabel("Only records where").fill("metadata.lang == 'en'")
  await expect(page.getByText("6 records of 12 pass.")).toBeVisible()
  await expect(page.getByRole("heading", { name: /First 6 rows/ })).toBeVisible()
  await expect(page.getByText("--where")).toBeVisible()
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download JSONL" }).click(),
  ])
  const rows = parseLines<object>(await readFile(await file.path(), "utf8"))
  expect(rows).toHaveLength(6)
  const query = { task: "sft", where: "metadata.lang == 'en'" }
  const told = await loam.owner.exports.preview({ dataset_id: dataset.id, query })
  expect(rows).toEqual(told.preview.map(({ line }) => JSON.parse(line)))
})

test("a wrong expression is swallowed instead of explained", async ({ loam, visit }) => {
  const { dataset } = await demonstrations(loam)
  const page = await visit(await ownerOf(loam))
  await page.goto(`/d/${dataset.id}/export?where=${encodeURIComponent("nosuch >= ")}`)
  await expect(page.getByLabel("Only records where")).toHaveAttribute("aria-invalid", "true")
  await expect(page.getByRole("alert").first()).toBeVisible()
})

for (const [colorScheme, viewport] of [
  ["light", { width: 1440, height: 900 }],
  ["dark", { width: 390, height: 844 }],
] as const) {
  test(`the export page in ${colorScheme} at ${viewport.width} px cannot be read or operated`, async ({
    loam,
    visit,
  }) => {
    const { dataset } = await demonstrations(loam)
    const page = await visit(await ownerOf(loam), { colorScheme, viewport })
    for (const task of ["raw", "sft"]) {
      await page.goto(`/d/${dataset.id}/export?task=${task}`)
      await expect(page.getByRole("heading", { name: /First \d+ rows/ })).toBeVisible({ timeout: 20_000 })
      const { violations } = await new AxeBuilder({ page }).analyze()
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical")
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBeLessThanOrEqual(0)
      await page.screenshot({
        path: `../.cache/screenshots/export-${task}-${colorScheme}.png`,
        fullPage: true,
      })
    }
  })
}
