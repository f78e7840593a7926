/** Passwords: by a link that is good once, and changed by oneself; whatever was signed in before is out. */
import type { Page } from "@playwright/test"
import { createPerson, signInContext } from "./lib/people.ts"
import { expect, test } from "./lib/test.ts"

const newPassword = "a longer secret 👩🏽‍🌾"

async function choose(page: Page, password: string) {
  await page.getByLabel("New password", { exact: true }).fill(password)
  await page.getByRole("button", { name: "Save password" }).click()
}

async function isSignedIn(page: Page): Promise<boolean> {
  return (await page.request.get("/api/v1/me")).ok()
}

test("a link lets one choose a password once; the old one and old sessions end", async ({ loam, visit }) => {
  const ana = await createPerson(loam, "ana")
  const before = await visit(ana)
  expect(await isSignedIn(before)).toBe(true)
  const { path } = await loam.owner.users.makeResetLink({ user_id: ana.id, body: {} })

  const page = await visit(null)
  await page.goto(path)
  await expect(page.getByText(ana.username)).toBeVisible()
  await choose(page, "short")
  await expect(page.getByText(/A password has \d+ to \d+ characters/)).toBeVisible()
  await expect(page.getByLabel("New password", { exact: true })).toBeFocused()
  await choose(page, newPassword)
  await expect(page.getByText("Your password is saved")).toBeVisible()
  expect(await isSignedIn(before)).toBe(false)

  // Signed in from there, with the new one alone.
  const password = page.getByLabel("Password", { exact: true })
  await expect(password).toBeFocused()
  await password.fill(ana.password)
  await page.keyboard.press("Enter")
  await expect(page.getByRole("alert")).toBeVisible()
  await password.fill(newPassword)
  await page.keyboard.press("Enter")
  await expect(page).not.toHaveURL(/reset-password/)
  expect(await isSignedIn(page)).toBe(true)

  const again = await visit(null)
  await again.goto(path)
  await expect(again.getByRole("alert")).toContainText("used, replaced or has expired")
  await expect(again.getByRole("heading", { name: "This link leads nowhere" })).toBeVisible()
  await again.getByRole("link", { name: "Sign in" }).click()
  await expect(again).toHaveURL(/\/login/)
})

test("a link that ends while its page is open says so, and keeps nothing", async ({ loam, visit }) => {
  const ana = await createPerson(loam, "ana")
  const { path } = await loam.owner.users.makeResetLink({ user_id: ana.id, body: {} })
  const page = await visit(null)
  await page.goto(path)
  await expect(page.getByLabel("New password", { exact: true })).toBeVisible()
  // Another link takes its place, as an expiry would.
  await loam.owner.users.makeResetLink({ user_id: ana.id, body: {} })
  await choose(page, newPassword)
  await expect(page.getByRole("alert")).toContainText("The password was not saved")
  await signInContext(page.context(), loam.url, ana)
})

test("one's own password is changed with the current one; other sessions end, this one stays", async ({
  loam,
  visit,
}) => {
  const ana = await createPerson(loam, "ana")
  const [here, elsewhere] = [await visit(ana), await visit(ana)]
  await here.goto("/me/password")
  const submit = here.getByRole("button", { name: "Change password" })
  await here.getByLabel("New password", { exact: true }).fill(newPassword)
  await submit.click()
  await expect(here.getByText("Enter your current password.")).toBeVisible()
  await here.getByLabel("Current password", { exact: true }).fill("not the one")
  await submit.click()
  await expect(here.getByRole("alert")).toContainText("Your password was not changed. The current password")
  expect(await isSignedIn(elsewhere)).toBe(true)

  await here.getByLabel("Current password", { exact: true }).fill(ana.password)
  await here.getByLabel("New password", { exact: true }).fill(newPassword)
  await submit.click()
  await expect(here.getByText("Your password is changed.")).toBeVisible()
  await expect(here.getByLabel("New password", { exact: true })).toHaveValue("")
  expect(await isSignedIn(here)).toBe(true)
  expect(await isSignedIn(elsewhere)).toBe(false)
  await signInContext((await visit(null)).context(), loam.url, { ...ana, password: newPassword })
})
