/** A server that is killed while it exports to the Hub: the job is finished after the restart, once. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { FeedbackDataset, TextField, TextQuestion } from "@loam/sdk"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type Loam, startLoam } from "../lib/loam.ts"

const standIn = fileURLToPath(new URL("../../packages/server/src/test/hub/main.ts", import.meta.url))

let child: ChildProcess
let hub: { url: string; token: string }
let loam: Loam
beforeAll(async () => {
  child = spawn(process.execPath, ["--conditions=source", standIn], { stdio: ["ignore", "pipe", "inherit"] })
  const [said] = await once(child.stdout ?? child, "data")
  hub = JSON.parse(String(said))
  loam = await startLoam({ env: { HF_ENDPOINT: hub.url } })
})
afterAll(async () => {
  await loam.stop()
  child.kill("SIGTERM")
})

it("a job whose server was killed is finished after the restart", async () => {
  const dataset = new FeedbackDataset({
    fields: [new TextField({ name: "prompt" })],
    questions: [new TextQuestion({ name: "answer" })],
  })
  dataset.addRecords(
    Array.from({ length: 3_000 }, (_, index) => ({ fields: { prompt: `Question ${index}` } })),
  )
  const remote = await dataset.push({ name: "killed", workspace: "team", client: loam.owner })
  const body = { name: "team/killed", token: hub.token }
  const { id: job_id } = await loam.owner.jobs.exportToHub({ dataset_id: remote.id, body })
  const status = async () => (await loam.owner.jobs.get({ job_id })).status
  await expect.poll(status, { interval: 20, timeout: 20_000 }).toBe("started")
  await loam.kill()
  await loam.restart()
  // A worker that says nothing is missed after 20 s.
  await expect.poll(status, { interval: 500, timeout: 90_000 }).toMatch(/finished|failed/)
  expect(await status()).toBe("finished")
  const listed = await fetch(`${hub.url}/api/datasets/team/killed/tree/main?recursive=true`)
  const paths = ((await listed.json()) as { path: string }[]).map(({ path }) => path)
  expect(paths).toContain("data/train-00000-of-00001.parquet")
  expect(paths).toContain(".argilla/settings.json")
}, 180_000)
