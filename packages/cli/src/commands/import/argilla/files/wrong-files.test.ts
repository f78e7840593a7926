/** Files that are wrong: each is named with its place and a remedy, and nothing is done. */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { useFileImports, written } from "../../../../test/file-imports.ts"

interface Edited {
  readonly responses: { label: [object] }
}
const { owner, work, bring } = useFileImports()

describe("what is wrong", () => {
  const changed = async (change: (folder: string) => Promise<unknown>, name = "disk") => {
    await cp(written(name), work().path("wrong"), { recursive: true })
    await change(work().path("wrong"))
  }
  const records = async (edit: (all: Edited[]) => unknown) => {
    const path = work().path("wrong/records.json")
    const all = JSON.parse(await readFile(path, "utf8"))
    await writeFile(path, JSON.stringify(edit(all)))
  }
  const cases: [string, () => Promise<unknown>, RegExp][] = []
  const wrong = (
    what: string,
    sentence: RegExp,
    change: (folder: string) => Promise<unknown>,
    name?: string,
  ) => cases.push([what, () => changed(change, name), sentence])

  wrong("settings are missing", /no settings of Argilla.*dataset\.json is there/, (at) =>
    rm(join(at, ".argilla/settings.json")),
  )
  wrong("records are missing", /settings but no records.*--settings-only/, (at) =>
    rm(join(at, "records.json")),
  )
  wrong("records were cut", /records\.json: it breaks off in record \d/, async (at) => {
    const text = await readFile(join(at, "records.json"), "utf8")
    await writeFile(join(at, "records.json"), text.slice(0, 5_000))
  })
  wrong("records are other JSON", /record 1: 'fields' is not as Argilla writes it/, () =>
    records(() => [{ prompt: "x" }]),
  )
  wrong("records are numbers", /record 1: it is no record/, () => records(() => [1, 2]))
  wrong("an answer has no list", /record 3: 'responses\.label' is not/, () =>
    records((all) => Object.assign(all[2]?.responses ?? {}, { label: "y" }) && all),
  )
  wrong("an author is no id", /record 1: 'ana' is no id of a user/, () =>
    records((all) => Object.assign(all[0]?.responses.label[0] ?? {}, { user_id: "ana" }) && all),
  )
  wrong("a record is there twice", /record 8: it is the same record as .*record 1/, () =>
    records((all) => [...all, all[0]]),
  )
  wrong("an unknown question is answered", /record 1: it answers a question 'color'/, () =>
    records((all) => Object.assign(all[0]?.responses ?? {}, { color: all[0]?.responses.label }) && all),
  )
  wrong("settings are of something else", /settings\.json: 'fields' is not/, (at) =>
    writeFile(join(at, ".argilla/settings.json"), '{"name": "x"}'),
  )
  wrong("settings are no JSON", /settings\.json: it is not JSON/, (at) =>
    writeFile(join(at, ".argilla/settings.json"), "{"),
  )
  wrong(
    "a table is no Parquet",
    /parquet: it cannot be read as Parquet/,
    (at) =>
      writeFile(join(at, "data/train-00000-of-00001.parquet"), "version https://git-lfs.github.com/spec/v1"),
    "hub",
  )
  wrong(
    "a table is of another dataset",
    /no column 'talk2', which the settings/,
    async (at) => {
      const path = join(at, ".argilla/settings.json")
      const settings = JSON.parse(await readFile(path, "utf8"))
      settings.fields[0].name = "talk2"
      await writeFile(path, JSON.stringify(settings))
    },
    "hub",
  )
  wrong(
    "shards are missing",
    /1 of 2 files of split 'train'/,
    async (at) => {
      const bytes = await readFile(join(at, "data/train-00000-of-00001.parquet"))
      await writeFile(join(at, "data/train-00000-of-00002.parquet"), bytes)
      await rm(join(at, "data/train-00000-of-00001.parquet"))
    },
    "hub",
  )
  wrong(
    "the yaml has a question of a kind nobody knows",
    /question 'stars': Loam knows no questions of type 'stars'/,
    async (at) => {
      const text = await readFile(join(at, "argilla.yaml"), "utf8")
      await writeFile(join(at, "argilla.yaml"), text.replace("type: rating", "type: stars"))
    },
    "older",
  )

  it.each(cases)("is named with its place, and nothing is done: %s", async (_what, prepare, sentence) => {
    await prepare()
    const ended = await bring("--from", work().path("wrong"), "--workspace", "never")
    expect(ended.stderr).toMatch(sentence)
    expect(ended.code).toBe(2)
    expect((await owner().datasets.mine()).items).toEqual([])
    expect((await owner().workspaces.mine()).items.map(({ name }) => name)).not.toContain("never")
  })

  it("is told from what is not there, and from half a command", async () => {
    await mkdir(work().path("empty"))
    for (const [args, code, sentence] of [
      [["--from", work().path("nowhere")], 4, /no file or folder/],
      [["--from", work().path("empty"), "--workspace", "w"], 2, /no settings of Argilla/],
      [["--from", written("disk"), "--url", "http://127.0.0.1:1"], 2, /not both/],
      [[], 2, /--from/],
    ] as const) {
      const ended = await bring(...args)
      expect(ended.stderr).toMatch(sentence)
      expect(ended.code).toBe(code)
    }
  })
})
