/** What every page must be: readable with a screen reader, and no wider than the screen. */
import AxeBuilder from "@axe-core/playwright"
import type { Page } from "@playwright/test"
import { expect } from "./test.ts"

/** `except`: a selector of what is not looked into. */
export async function expectAccessible(page: Page, what: string, { except }: { except?: string } = {}) {
  const builder = new AxeBuilder({ page })
  const { violations } = await (except ? builder.exclude(except) : builder).analyze()
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical")
  expect(
    grave.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    what,
  ).toEqual([])
}

export async function expectFits(page: Page, what: string) {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${what}: pixels wider than the screen`).toBeLessThanOrEqual(0)
}
