/** The main job from end to end: a file of prompts in, three people at the keyboard, a file to train on out. */
import { execFile } from "node:child_process"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import type { Page } from "@playwright/test"
import { type AnnotatePage, annotatePage } from "./lib/annotate-page.ts"
import { type Loam, ownerKey } from "./lib/loam.ts"
import { createTeam, type Person } from "./lib/people.ts"
import { parseLines, promptsFile, readPrompts } from "./lib/prompts.ts"
import { expect, test } from "./lib/test.ts"

const program = fileURLToPath(new URL("../packages/cli/bin/loam.js", import.meta.url))

const settings = (workspace: string) => `
name: demonstrations
workspace: ${workspace}
guidelines: Please read the prompt carefully and write a helpful, harmless answer.
distribution: { strategy: overlap, min_submitted: 2 }
fields:
  - { name: prompt, title: Prompt, type: text, required: true }
questions:
  - { name: demonstration, title: Your answer to the prompt, type: text, required: true }
`

/** `loam …` as a person at a terminal runs it. */
function commandLine({ url }: Loam, folder: string) {
  const env = {
    ...process.env,
    LOAM_API_URL: url,
    LOAM_API_KEY: ownerKey,
    XDG_CONFIG_HOME: folder,
    NO_COLOR: "1",
  }
  return (...args: string[]) =>
    promisify(execFile)(process.execPath, [program, ...args], { cwd: folder, env })
}

/** Record id → what this person has submitted on it, as typed. */
type Ledger = Map<string, string>

async function writeMany(
  annotate: AnnotatePage,
  ledger: Ledger,
  person: string,
  count: number,
): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const text = `${person}'s answer ${ledger.size + 1}: "quotes", ümlauts, 日本語 and 👩🏽‍🚀`
    ledger.set(await annotate.write(text), text)
  }
  await annotate.allSaved()
}

interface Row {
  readonly prompt: string
  readonly completion: string
}
interface Conversation {
  readonly messages: readonly { readonly role: string; readonly content: string }[]
}
const sorted = (rows: readonly Row[]) =>
  rows.map(({ prompt, completion }) => `${prompt}\n${completion.trim()}`).sort((a, b) => a.localeCompare(b))

test("prompts in by the command line, answers of three people, exactly these answers out", async ({
  loam,
  visit,
}) => {
  test.setTimeout(300_000)
  const folder = await mkdtemp(join(tmpdir(), "loam-main-job-"))
  const run = commandLine(loam, folder)
  const { workspace, labelers } = await createTeam(loam, ["ada", "ben", "cy"])
  const [ada, ben, cy] = labelers as [Person, Person, Person]
  const prompts = await readPrompts()
  expect(prompts.length).toBeGreaterThanOrEqual(200)

  await writeFile(join(folder, "settings.yaml"), settings(workspace.name))
  await run("datasets", "create", "settings.yaml")
  await run(
    "import",
    promptsFile,
    "--dataset",
    "demonstrations",
    "--workspace",
    workspace.name,
    "--external-id",
    "id",
  )
  const { items } = await loam.owner.datasets.mine({ query: { workspace_id: workspace.id } })
  const dataset_id = items[0]?.id ?? ""
  const { items: records, total } = await loam.owner.records.list({ dataset_id, query: { limit: 1000 } })
  expect(total).toBe(prompts.length)
  const promptOf = new Map(records.map(({ id, fields }) => [id, String(fields.prompt)]))

  const ledgers = { ada: new Map() as Ledger, ben: new Map() as Ledger, cy: new Map() as Ledger }
  const everybody = Object.values(ledgers)
  const completed = () => records.filter(({ id }) => everybody.filter((ledger) => ledger.has(id)).length >= 2)
  /** What person and team should see after what was typed so far, in the page and through the API. */
  const checkProgress = async (
    annotate: AnnotatePage,
    person: Person,
    ledger: Ledger,
    more: { draft?: number; discarded?: number } = {},
  ) => {
    const { draft = 0, discarded = 0 } = more
    const done = completed()
    const openAnswered = [...ledger.keys()].filter((id) => !done.some((record) => record.id === id)).length
    const pending = total - done.length - openAnswered - draft - discarded
    const counts = { pending, draft, submitted: ledger.size, discarded }
    await annotate.page.reload()
    await annotate.expectCounts(counts)
    const mine = await person.client.datasets.get({ dataset_id, query: { include: "progress" } })
    expect(mine.progress).toMatchObject({
      total,
      completed: done.length,
      pending: total - done.length,
      mine: counts,
    })
    const { responses } = await person.client.datasets.metrics({ dataset_id })
    expect(responses).toMatchObject({ submitted: ledger.size, draft, discarded, total })
  }
  const open = async (person: Person) => {
    const annotate = annotatePage(await visit(person))
    await annotate.open(dataset_id)
    return annotate
  }

  const [atAda, atBen, atCy] = [await open(ada), await open(ben), await open(cy)]
  await Promise.all([
    writeMany(atAda, ledgers.ada, "Ada", 8),
    writeMany(atBen, ledgers.ben, "Ben", 8),
    writeMany(atCy, ledgers.cy, "Cy", 4),
  ])
  await checkProgress(atAda, ada, ledgers.ada)
  await checkProgress(atBen, ben, ledgers.ben)
  await checkProgress(atCy, cy, ledgers.cy)
  expect(completed().length).toBeGreaterThan(0)

  // Cy has nothing to say to this one.
  await atCy.goingOn(async () => {
    await atCy.page.keyboard.press("Escape")
    await atCy.page.keyboard.press("d")
  })
  await atCy.allSaved()
  await checkProgress(atCy, cy, ledgers.cy, { discarded: 1 })

  // Cy closes the tab in the middle of a sentence, and finds it again.
  const half = "This sentence was never fin"
  const halfOf = await atCy.recordId()
  await atCy.editor.focus()
  await atCy.page.keyboard.type(half)
  const context = atCy.page.context()
  await atCy.page.close()
  await pause(1_500)
  const back = annotatePage(await context.newPage())
  await back.open(dataset_id)
  const drafts = async () => (await cy.client.datasets.metrics({ dataset_id })).responses.draft
  await expect.poll(drafts, { timeout: 20_000, message: "the half sentence reaches the server" }).toBe(1)
  await back.open(dataset_id, "?queue=draft")
  await expect(back.editor).toHaveValue(half)
  expect(await back.recordId()).toBe(halfOf)
  await checkProgress(back, cy, ledgers.cy, { draft: 1, discarded: 1 })

  // Ada thinks again about her first answer.
  const edited = await editFirstSubmitted(atAda, "Ada thought again.")
  ledgers.ada.set(edited, "Ada thought again.")
  await atAda.allSaved()
  await checkProgress(atBen, ben, ledgers.ben)

  const typed = completed().flatMap(({ id }) =>
    everybody.flatMap((ledger) => {
      const completion = ledger.get(id)
      return completion === undefined ? [] : [{ prompt: promptOf.get(id) ?? "", completion }]
    }),
  )
  const exported = async <Line>(...args: string[]) => {
    await run(
      "export",
      "--dataset",
      "demonstrations",
      "--workspace",
      workspace.name,
      ...args,
      "-o",
      "out.jsonl",
    )
    return parseLines<Line>(await readFile(join(folder, "out.jsonl"), "utf8"))
  }
  const sft = ["--task", "sft", "--status", "completed", "--format"]
  expect(sorted(await exported<Row>(...sft, "prompt-completion"))).toEqual(sorted(typed))
  const conversations = await exported<Conversation>(...sft, "messages")
  const asRows = conversations.map(({ messages }) => ({
    prompt: messages[0]?.content ?? "",
    completion: messages[1]?.content ?? "",
  }))
  expect(
    conversations.every(({ messages }) => messages.map(({ role }) => role).join() === "user,assistant"),
  ).toBe(true)
  expect(sorted(asRows)).toEqual(sorted(typed))

  const raw = await exported<{ responses: { status: string }[] }>("--task", "raw")
  expect(raw).toHaveLength(total)
  const statuses = raw.flatMap(({ responses }) => responses.map(({ status }) => status))
  const submitted = everybody.reduce((sum, ledger) => sum + ledger.size, 0)
  expect(statuses.filter((status) => status === "submitted")).toHaveLength(submitted)
  expect(statuses.filter((status) => status === "draft")).toHaveLength(1)
  expect(statuses.filter((status) => status === "discarded")).toHaveLength(1)
  await rm(folder, { recursive: true, force: true })
})

/** Opens the queue of submitted answers and replaces the first one's text; answers which record that was. */
async function editFirstSubmitted(annotate: AnnotatePage, text: string): Promise<string> {
  const page: Page = annotate.page
  await annotate.queue("submitted").click()
  await expect(annotate.editor).toHaveValue(/answer/)
  const id = await annotate.recordId()
  await annotate.editor.focus()
  await page.keyboard.press("Control+A")
  await page.keyboard.type(text)
  await page.keyboard.press("Control+Enter")
  return id
}
