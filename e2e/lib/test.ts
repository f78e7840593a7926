/** The test function of the browser tests: one server for all, browsers to visit it with, no error unseen. */
import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test"
import { type Loam, startLoam } from "./loam.ts"
import { type Person, signInContext } from "./people.ts"

export { expect }

interface VisitOptions extends BrowserContextOptions {
  /** Another address of the server, e.g. of a proxy in front of it. */
  readonly url?: string
  /** Record text brings styles of its own along, which the sanitiser looks at and the content policy reports. */
  readonly styledContent?: boolean
}

/** Opens a browser context of its own, signed in as `person` or not at all. */
export type Visit = (person: Person | null, options?: VisitOptions) => Promise<Page>

interface TestFixtures {
  visit: Visit
}

interface WorkerFixtures {
  loam: Loam
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  loam: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern for what the fixture needs
    async ({}, use) => {
      const loam = await startLoam()
      await use(loam)
      await loam.stop()
    },
    { scope: "worker" },
  ],

  visit: async ({ browser, loam }, use) => {
    const errors: string[] = []
    await use(async (person, { url = loam.url, styledContent = false, ...options } = {}) => {
      const context = await browser.newContext({ baseURL: url, ...options })
      context.on("weberror", (error) => errors.push(String(error.error().stack)))
      // Styles that the content policy refuses would be missing in silence.
      context.on("console", (message) => {
        if (message.type() === "error" && !styledContent && /style-src/.test(message.text()))
          errors.push(message.text())
      })
      if (person) await signInContext(context, url, person)
      return context.newPage()
    })
    expect(errors, "exceptions that no code of the page caught").toEqual([])
  },
})
