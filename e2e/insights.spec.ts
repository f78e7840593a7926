/** Insights: the page's figures are the API's, in every state of a dataset, for those who may see them. */
import type { Page } from "@playwright/test"
import { createCampaign, labelQuestion, numbered, textQuestion } from "./lib/campaigns.ts"
import { type Loam, ownerPassword } from "./lib/loam.ts"
import { createTeam, type Person } from "./lib/people.ts"
import { expectAccessible, expectFits } from "./lib/readable.ts"
import { expect, test } from "./lib/test.ts"

const tabs = ["progress", "agreement", "answers", "disagreements", "people", "leaderboard"] as const
const longLabel = `Donaudampfschifffahrtsgesellschaft ${"sehr ".repeat(20)}lang`

async function ownerOf(loam: Loam): Promise<Person> {
  const { id, username } = await loam.owner.users.me()
  return { id, username, password: ownerPassword, client: loam.owner }
}

/** `people` answer every record with one of three labels; which of them follows from who and what alone. */
async function answered(loam: Loam, people: number, records: number) {
  const names = Array.from({ length: people }, (_, at) => `person${at}`)
  const { workspace, labelers } = await createTeam(loam, names)
  const labels = ["left", longLabel, "tie"]
  const items = numbered(records).map((record, at) => ({
    ...record,
    metadata: {
      lang: at % 2 ? "en" : "de",
      model_left: `model ${at % 3}`,
      model_right: `model ${(at + 1) % 3}`,
    },
    responses: labelers.map(({ id }, who) => ({
      user_id: id,
      status: "submitted" as const,
      values: { choice: { value: labels[(at + ((who + at) % 4 === 0 ? 1 : 0)) % 3] ?? "tie" } },
    })),
  }))
  const { dataset } = await createCampaign(loam.owner, workspace, {
    questions: [labelQuestion(labels, "choice"), textQuestion("why", { required: false })],
    records: items,
    distribution: { strategy: "overlap", min_submitted: Math.max(1, people) },
  })
  return { dataset, labelers }
}

async function check(page: Page, what: string) {
  await expectAccessible(page, what)
  await expectFits(page, what)
  expect(await page.locator("main").textContent(), what).not.toMatch(/NaN|undefined|\[object/)
  await page.screenshot({ path: `../.cache/screenshots/${what}.png`, fullPage: true })
}

async function settled(page: Page) {
  await expect(page.locator("h1")).toBeVisible({ timeout: 20_000 })
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0, { timeout: 20_000 })
}

test("a figure on the page is not the API's", async ({ loam, visit }) => {
  const { dataset, labelers } = await answered(loam, 4, 12)
  const page = await visit(await ownerOf(loam))
  const at = { dataset_id: dataset.id }
  await page.goto(`/d/${dataset.id}/insights`)
  await expect(page).toHaveURL(/insights\/progress/)
  const activity = await loam.owner.insights.activity(at)
  await expect(page.getByText(`${activity.completed} of ${activity.records} records`)).toBeVisible()
  await expect(page.getByText(labelers[0]?.username ?? "-").first()).toBeVisible()

  await page.getByRole("link", { name: "Agreement", exact: true }).click()
  const agreement = await loam.owner.insights.agreement({ ...at, query: { question: "choice" } })
  const alpha = agreement.measures.find(({ measure }) => measure === "alpha")?.value ?? 2
  const shown = alpha.toFixed(2).replace("-", "−")
  await expect(page.getByText(new RegExp(`^${shown} ·`))).toBeVisible()
  await page.getByRole("button", { name: "All measures: show as table" }).press("Enter")
  await expect(page.getByRole("row", { name: /Krippendorff/ })).toContainText(
    alpha.toLocaleString("en", { maximumFractionDigits: 3 }),
  )
  await page.getByLabel("Sliced by").selectOption("metadata.lang")
  await expect(page.getByRole("heading", { name: "By lang" })).toBeVisible()
  await expect(page).toHaveURL(/by=metadata.lang/)

  const tallies = await loam.owner.insights.tallies({ ...at, query: { question: "choice" } })
  await page.goto(`/d/${dataset.id}/insights/answers`)
  await expect(page.getByText(`Answers (${tallies.answers})`, { exact: true })).toBeVisible()

  const disputed = await loam.owner.insights.disagreements({ ...at, query: { question: "choice" } })
  await page.goto(`/d/${dataset.id}/insights/disagreements`)
  await expect(
    page.getByText(new RegExp(`^${disputed.disputed} records? of ${disputed.total}`)),
  ).toBeVisible()
  await page.getByLabel("Answered by").selectOption(labelers[1]?.id ?? "")
  await expect(page).toHaveURL(new RegExp(`person=${labelers[1]?.id}`))
  await page
    .getByRole("link", { name: /^Open record/ })
    .first()
    .click()
  await expect(page).toHaveURL(new RegExp(`annotate.*rec=${disputed.items[0]?.record_id}`))
  await expect(page.getByRole("article", { name: "Record" })).toContainText(disputed.items[0]?.excerpt ?? "-")
})

test("a leaderboard cannot be had from which option stands for which model", async ({ loam, visit }) => {
  const { dataset } = await answered(loam, 3, 12)
  const page = await visit(await ownerOf(loam))
  await page.goto(`/d/${dataset.id}/insights/leaderboard`)
  await page.getByLabel("“left” stands for").selectOption("model_left")
  await page.getByLabel(/^“Donau/).selectOption("model_right")
  await page.getByLabel("“tie” stands for").selectOption("=")
  const board = await loam.owner.insights.leaderboard({
    dataset_id: dataset.id,
    query: {
      question: "choice",
      model: ["left=metadata.model_left", `${longLabel}=metadata.model_right`],
      tie: ["tie"],
    },
  })
  await expect(
    page.getByText(`${board.rows[0]?.rank}. ${board.rows[0]?.contestant}`, { exact: true }),
  ).toBeVisible()
})

test("a disputed record cannot be read in place, or a table not be sorted", async ({ loam, visit }) => {
  const { dataset, labelers } = await answered(loam, 4, 12)
  const page = await visit(await ownerOf(loam))
  await page.goto(`/d/${dataset.id}/insights/disagreements?question=choice`)
  const first = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: /^Read record/ }) })
  await first
    .first()
    .getByRole("button", { name: /^Read record/ })
    .press("Enter")
  await expect(page.getByRole("article", { name: "Record" })).toContainText(/^.*Prompt \d+/)

  await page.goto(`/d/${dataset.id}/insights/people?question=choice`)
  const table = page.getByRole("region", { name: "Everybody, table" })
  await expect(table.getByRole("row")).toHaveCount(labelers.length + 1)
  const shares = async () =>
    (await table.locator("tbody tr td:nth-of-type(2)").allTextContents()).map(Number.parseFloat)
  await table.getByRole("button", { name: "With consensus" }).press("Enter")
  const down = await shares()
  expect(down).toEqual(down.toSorted((a, b) => b - a))
  await expect(table.getByRole("columnheader", { name: "With consensus" })).toHaveAttribute(
    "aria-sort",
    "descending",
  )
  await table.getByRole("button", { name: "With consensus" }).press("Enter")
  expect(await shares()).toEqual(down.toReversed())
})

test("a labeler sees everybody's figures, or is refused without a word", async ({ loam, visit }) => {
  const { dataset, labelers } = await answered(loam, 2, 3)
  const page = await visit(labelers[0] as Person)
  for (const [path, title] of [
    ["insights/people", /Insights are for those who run/],
    ["export", /Exports are for those who run/],
  ] as const) {
    await page.goto(`/d/${dataset.id}/${path}`)
    await expect(page.getByRole("heading", { name: title })).toBeVisible()
    await expect(page.getByRole("link", { name: "Go to your records" })).toBeVisible()
  }
})

for (const people of [0, 1, 40]) {
  test(`insights with ${people} people show NaN, break, or cannot be read`, async ({ loam, visit }) => {
    const { dataset } = await answered(loam, people, people === 0 ? 0 : 9)
    for (const [colorScheme, viewport] of [
      ["light", { width: 1440, height: 900 }],
      ["dark", { width: 390, height: 844 }],
    ] as const) {
      const page = await visit(await ownerOf(loam), { colorScheme, viewport })
      for (const tab of tabs) {
        await page.goto(`/d/${dataset.id}/insights/${tab}`)
        await settled(page)
        await check(page, `insights-${tab}-${people}-${colorScheme}`)
      }
      await page.context().close()
    }
  })
}
