/** Each page as a person meets it: by old addresses, by keyboard alone, on a phone, in the dark, with a screen reader. */
import type { Page } from "@playwright/test"
import { annotatePage } from "./lib/annotate-page.ts"
import { createCampaign, labelQuestion, promptsOf, textQuestion } from "./lib/campaigns.ts"
import { createTeam, type Person } from "./lib/people.ts"
import { expectAccessible, expectFits } from "./lib/readable.ts"
import { expect, test } from "./lib/test.ts"

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const

async function signIn(
  page: Page,
  { username, password }: Pick<Person, "username" | "password">,
): Promise<void> {
  await page.getByLabel("Username").fill(username)
  await page.getByLabel("Password", { exact: true }).fill(password)
  await page.keyboard.press("Enter")
}

test("addresses of Argilla lead nowhere, or a sign-in forgets where its visitor wanted to go", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["visitor"])
  const [person] = labelers as [Person]
  const { dataset } = await createCampaign(loam.owner, workspace, {
    questions: [textQuestion()],
    records: promptsOf(["Why is the sky blue?"]),
  })
  const page = await visit(null)
  await page.goto("/sign-in")
  await expect(page).toHaveURL(/\/login/)
  await page.goto(`/dataset/${dataset.id}/annotation-mode`)
  await expect(page).toHaveURL(/\/login/)
  await signIn(page, person)
  await expect(page).toHaveURL(new RegExp(`/d/${dataset.id}/annotate`))
  await expect(annotatePage(page).record).toContainText("Why is the sky blue?")
})

test("a wrong password signs in, or is refused without a word", async ({ loam, visit }) => {
  const { labelers } = await createTeam(loam, ["forgetful"])
  const [person] = labelers as [Person]
  const page = await visit(null)
  await page.goto("/login")
  await signIn(page, { ...person, password: "not the password" })
  await expect(page.getByRole("alert")).toBeVisible()
  await expect(page).toHaveURL(/\/login/)
  await signIn(page, person)
  await expect(page).not.toHaveURL(/\/login/)
})

test("an answer cannot be reached and given by keyboard alone", async ({ loam, visit }) => {
  const { workspace, labelers } = await createTeam(loam, ["keys"])
  const [person] = labelers as [Person]
  const { dataset } = await createCampaign(loam.owner, workspace, {
    questions: [textQuestion()],
    records: promptsOf(["One", "Two"]),
  })
  const page = await visit(null)
  await page.goto("/login")
  await expect(page.getByLabel("Username")).toBeFocused()
  await page.keyboard.type(person.username)
  await page.keyboard.press("Tab")
  await page.keyboard.type(person.password)
  await page.keyboard.press("Enter")
  const start = page
    .getByRole("link", { name: /Start|Resume/ })
    .or(page.getByRole("button", { name: /Start|Resume/ }))
    .first()
  await expect(start).toBeVisible()
  for (
    let tabs = 0;
    tabs < 30 && !(await start.evaluate((element) => element === document.activeElement));
    tabs += 1
  ) {
    await page.keyboard.press("Tab")
  }
  await page.keyboard.press("Enter")
  const annotate = annotatePage(page)
  await expect(annotate.record).toBeVisible({ timeout: 20_000 })
  await page.keyboard.press("e")
  await page.keyboard.type("by keys alone")
  await page.keyboard.press("Control+Enter")
  await annotate.allSaved()
  const { items } = await loam.owner.records.list({
    dataset_id: dataset.id,
    query: { include: ["responses"] },
  })
  expect(items[0]?.responses?.[0]?.values).toEqual({ answer: { value: "by keys alone" } })
})

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of sizes) {
    test(`a page in ${colorScheme} at ${viewport.width} px cannot be read, operated or scrolled`, async ({
      loam,
      visit,
    }) => {
      const { workspace, labelers } = await createTeam(loam, ["reader"])
      const [person] = labelers as [Person]
      const { dataset } = await createCampaign(loam.owner, workspace, {
        guidelines: "# Guidelines\n\nRead *twice*.",
        questions: [labelQuestion(["good", "bad"]), textQuestion("comment", { required: false })],
        records: promptsOf([`A very long word: ${"Donaudampfschifffahrt".repeat(20)}`, "Short."]),
      })
      const check = async (page: Page, what: string) => {
        await expectAccessible(page, what)
        await expectFits(page, what)
        await page.screenshot({ path: `../.cache/screenshots/${what}-${colorScheme}-${viewport.width}.png` })
      }
      const visitor = await visit(null, { colorScheme, viewport })
      await visitor.goto("/login")
      await expect(visitor.getByLabel("Username")).toBeVisible()
      await check(visitor, "login")
      const page = await visit(person, { colorScheme, viewport })
      await page.goto("/")
      await expect(page.getByText(dataset.name).first()).toBeVisible()
      await check(page, "home")
      await annotatePage(page).open(dataset.id)
      await check(page, "annotate")
      await page.goto("/nowhere")
      await expect(page.getByRole("heading").first()).toBeVisible()
      await check(page, "not-found")
    })
  }
}
