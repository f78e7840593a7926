/** Takes the README's picture of the annotation page: `node --conditions=source e2e/picture.ts` after a build. */
import { mkdir } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { chromium } from "@playwright/test"
import { findChromium } from "../scripts/lib/chromium.mjs"
import { annotatePage } from "./lib/annotate-page.ts"
import { ownerPassword, startLoam } from "./lib/loam.ts"
import { signInContext } from "./lib/people.ts"

const folder = fileURLToPath(new URL("../docs/images/", import.meta.url))

const loam = await startLoam({ env: { LOAM_EXAMPLES: "1" } })
const executablePath = findChromium()
const browser = await chromium.launch({
  args: ["--no-sandbox"],
  ...(executablePath ? { executablePath } : {}),
})
try {
  const { items } = await loam.owner.datasets.mine()
  const dataset = items.find(({ name }) => name.startsWith("Comparisons"))
  if (!dataset) throw new Error("the example dataset of comparisons is not there")
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: "light",
    baseURL: loam.url,
  })
  const { id, username } = await loam.owner.users.me()
  await signInContext(context, loam.url, { id, username, password: ownerPassword, client: loam.owner })
  const annotate = annotatePage(await context.newPage())
  await annotate.open(dataset.id)
  await annotate.page.keyboard.press("g")
  await annotate.page.waitForTimeout(1_000)
  await mkdir(folder, { recursive: true })
  await annotate.page.screenshot({ path: `${folder}annotate.png` })
} finally {
  await browser.close()
  await loam.stop()
}
