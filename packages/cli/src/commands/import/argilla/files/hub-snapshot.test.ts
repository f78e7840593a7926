/** Imports from the Hub, with its stand-in as a process. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { pushToHub } from "@loam/sdk"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { useFileImports, written } from "../../../../test/file-imports.ts"

const standIn = fileURLToPath(new URL("../../../../../../server/src/test/hub/main.ts", import.meta.url))
const { owner, work } = useFileImports()

describe("a dataset on the Hub", () => {
  let hub: { url: string; token: string }
  let child: ChildProcess
  beforeAll(async () => {
    child = spawn(process.execPath, ["--conditions=source", standIn], {
      stdio: ["ignore", "pipe", "inherit"],
    })
    const [said] = await once(child.stdout ?? child, "data")
    hub = JSON.parse(String(said))
    const paths = [".argilla/settings.json", ".argilla/dataset.json", "data/train-00000-of-00001.parquet"]
    const files = await Promise.all(
      paths.map(async (path) => ({ path, content: new Blob([await readFile(join(written("hub"), path))]) })),
    )
    await pushToHub({ repo: "team/seen", files, token: hub.token, hubUrl: hub.url, private: true })
  })
  afterAll(() => child.kill("SIGTERM"))
  const fetched = (from: string, env: Record<string, string> = {}) =>
    work().loam(["import", "argilla", "--from", from, "--workspace", "files"], {
      env: { HF_ENDPOINT: hub.url, ...env },
    })

  it("is fetched by name or address with the token, which nothing tells", async () => {
    for (const from of ["team/seen", `${hub.url}/datasets/team/seen`, "hf://datasets/team/seen"]) {
      const ended = await fetched(from, { HF_TOKEN: hub.token })
      expect(ended).toMatchObject({
        code: 0,
        stdout: expect.stringContaining("Both sides hold the same") as unknown,
      })
      expect(`${ended.stdout}${ended.stderr}`).not.toContain(hub.token)
    }
    expect((await owner().datasets.mine()).items.map(({ name }) => name)).toEqual(["seen"])
  })

  it.each([
    ["that is private", () => fetched("team/seen"), 3, /HF_TOKEN/],
    ["that is not there", () => fetched("team/none", { HF_TOKEN: hub.token }), 4, /no dataset 'team\/none'/],
    ["on another Hub", () => fetched("https://elsewhere.example/datasets/a/b"), 2, /HF_ENDPOINT=/],
    [
      "by the address of a page",
      () => fetched("https://huggingface.co/docs/a/b"),
      2,
      /no dataset on the Hub/,
    ],
    [
      "with a split that it has not",
      () =>
        work().loam(["import", "argilla", "--from", "team/seen", "--split", "test", "--workspace", "x"], {
          env: { HF_ENDPOINT: hub.url, HF_TOKEN: hub.token },
        }),
      4,
      /no split 'test' in it, but 'train'/,
    ],
  ])("%s is refused with a remedy", async (_what, attempt, code, sentence) => {
    const ended = await attempt()
    expect(ended.stderr).toMatch(sentence)
    expect(ended.code).toBe(code)
  })
})
