/** The export page: what it shows is what the file holds. */
import { readFile } from "node:fs/promises"
import { createCampaign, labelQuestion, numbered, textQuestion } from "./lib/campaigns.ts"
import { type Loam, ownerPassword } from "./lib/loam.ts"
import { createTeam, type Person } from "./lib/people.ts"
import { parseLines } from "./lib/prompts.ts"
import { expectAccessible, expectFits } from "./lib/readable.ts"
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
  await expect(page.getByText("--where").first()).toBeVisible()
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download JSON lines" }).click(),
  ])
  const rows = parseLines<object>(await readFile(await file.path(), "utf8"))
  expect(rows).toHaveLength(6)
  const query = { task: "sft", where: "metadata.lang == 'en'" }
  const told = await loam.owner.exports.preview({ dataset_id: dataset.id, query })
  expect(rows).toEqual(told.preview.map(({ line }) => JSON.parse(line)))
})

test("the other containers are not what their names say, or lose the choices", async ({ loam, visit }) => {
  const { dataset } = await demonstrations(loam)
  const page = await visit(await ownerOf(loam))
  await page.goto(`/d/${dataset.id}/export?task=sft`)
  const fetched = async (link: string) => {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: link }).click(),
    ])
    return { name: file.suggestedFilename(), content: await readFile(await file.path()) }
  }
  await page.getByRole("radio", { name: "Parquet" }).check()
  await expect(page).toHaveURL(/container=parquet/)
  const parquet = await fetched("Download Parquet")
  expect(parquet.name).toMatch(/\.parquet$/)
  expect(parquet.content.subarray(0, 4).toString()).toBe("PAR1")
  await page.getByRole("radio", { name: "Hugging Face folder" }).check()
  const folder = await fetched("Download Hugging Face folder")
  expect(folder.content.toString("latin1")).toContain("README.md")
  const sources = await fetched("Sources of the rows")
  expect(parseLines<object>(sources.content.toString())).toHaveLength(12)
})

test("limits pass that are not kept, or fail that are", async ({ loam, visit }) => {
  const { dataset } = await demonstrations(loam)
  const page = await visit(await ownerOf(loam))
  await page.goto(`/d/${dataset.id}/export`)
  const gates = page.getByRole("region", { name: "Gates" })
  await gates.getByLabel("Records", { exact: true }).check()
  await gates.getByRole("button", { name: "Measure" }).click()
  await expect(gates.getByText("Not all limits are kept.")).toBeVisible()
  await expect(gates.getByRole("listitem").filter({ hasText: "all wanted answers" })).toContainText(
    "1.00 passes",
  )
  await expect(gates.getByRole("listitem").filter({ hasText: /^Recordsat/ })).toContainText("12 fails")
  await gates.getByLabel("At least: Records", { exact: true }).fill("12")
  await gates.getByRole("button", { name: "Measure" }).click()
  await expect(gates.getByText("All limits are kept.")).toBeVisible()
})

test("licence and source are not kept, or what else the metadata says is lost", async ({ loam, visit }) => {
  const { dataset } = await demonstrations(loam)
  await loam.owner.datasets.update({ dataset_id: dataset.id, body: { metadata: { team: "north" } } })
  const page = await visit(await ownerOf(loam))
  await page.goto(`/d/${dataset.id}/export`)
  const panel = page.getByRole("region", { name: "Licence and source" })
  await expect(panel).toContainText("No licence stated")
  await panel.getByRole("button", { name: "State them" }).click()
  await panel.getByLabel("Licence").fill("cc-by-nc-4.0")
  await panel.getByLabel("Source").fill("a forum")
  await panel.getByRole("button", { name: "Save" }).click()
  await expect(panel).toContainText("cc-by-nc-4.0 · a forum")
  await expect(panel).toContainText(/commercial/)
  const { metadata } = await loam.owner.datasets.get({ dataset_id: dataset.id })
  expect(metadata).toEqual({ team: "north", license: "cc-by-nc-4.0", source: "a forum" })
})

test("a copy holds other records than those that pass", async ({ loam, visit }) => {
  const { dataset } = await demonstrations(loam)
  const page = await visit(await ownerOf(loam))
  await page.goto(`/d/${dataset.id}/export?where=${encodeURIComponent("metadata.lang == 'de'")}`)
  const copy = page.getByRole("region", { name: "Copy into a new dataset" })
  await copy.getByLabel("Name").fill(`German of ${dataset.name}`)
  await copy.getByLabel("answers").check()
  await copy.getByRole("button", { name: "Copy" }).click()
  await expect(copy).toContainText("has 6 records, 6 answers")
  await copy.getByRole("link").click()
  await expect(page).toHaveURL(/annotate/)
})

test("a policy is chosen or stored, and the rows are made by another", async ({ loam, visit }) => {
  const { dataset } = await demonstrations(loam)
  const page = await visit(await ownerOf(loam))
  await page.goto(`/d/${dataset.id}/export?task=sft`)
  await page.getByText("Several answers", { exact: true }).click()
  await page.getByLabel("One a record, by a policy").check()
  await page.getByRole("combobox", { name: "Which mood?" }).selectOption("dawid_skene")
  await expect(page).toHaveURL(/unify=mood%3Ddawid_skene|unify=mood=dawid_skene/)
  await page.getByRole("button", { name: "Store" }).last().click()
  await expect(page.getByText(/Version 1, .*: 12 decided, 0 open/)).toBeVisible()
  await expect(page.getByRole("combobox", { name: "Which mood?" })).toHaveValue("stored:version=1")
  await page.getByText("Moment", { exact: true }).click()
  await page.getByLabel("As of").fill("2020-01-01T00:00")
  await expect(page.getByText("in the past")).toBeVisible()
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
      await expectAccessible(page, task)
      await expectFits(page, task)
      await page.screenshot({
        path: `../.cache/screenshots/export-${task}-${colorScheme}.png`,
        fullPage: true,
      })
    }
  })
}
