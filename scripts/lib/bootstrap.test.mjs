import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { isInstalled } from "./dependencies.mjs"
import { isNewEnough } from "./node-runtime.mjs"
import { cache, root } from "./root.mjs"
import { fingerprint, sourceFiles } from "./sources.mjs"

test.each([
  ["v24.7.0", true],
  ["v24.21.0", true],
  ["v26.1.0", true],
  ["v24.6.9", false],
  ["v22.30.0", false],
  ["v20.20.2", false],
  ["", false],
])("Node %s is new enough: %s", (version, enough) => {
  expect(isNewEnough(version)).toBe(enough)
})

describe("installed dependencies", () => {
  const locked = {
    "": { version: "0.1.0" },
    "packages/sdk": { version: "0.1.0" },
    "node_modules/@loam/sdk": { link: true },
    "node_modules/zod": { version: "4.6.7" },
    "node_modules/fsevents": { version: "2.3.3", optional: true },
    "packages/web/node_modules/zod": { version: "3.0.0" },
  }
  const { "node_modules/fsevents": _, ...installed } = locked

  test("are complete without an optional package of another platform", () => {
    expect(isInstalled(locked, installed)).toBe(true)
  })

  test.each(["node_modules/zod", "node_modules/@loam/sdk", "packages/web/node_modules/zod"])(
    "lack %s",
    (path) => {
      expect(isInstalled(locked, { ...installed, [path]: undefined })).toBe(false)
    },
  )

  test("are stale when the lock file asks for another version", () => {
    expect(isInstalled(locked, { ...installed, "node_modules/zod": { version: "4.6.6" } })).toBe(false)
  })

  test("are missing when an install was interrupted", () => {
    expect(isInstalled(locked, {})).toBe(false)
  })
})

describe("sources of a build", () => {
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, "sources-"))
  const path = relative(root, folder)
  afterAll(() => rmSync(folder, { recursive: true }))

  /** @param {Record<string, string>} files */
  function write(files) {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
    return fingerprint([path])
  }

  test("change with a content, a new file and a new name, not with a test, an output or a time", () => {
    const first = write({ "a.ts": "1", "deep/b.sql": "2", "dist/a.js": "3" })
    expect(write({ "a.ts": "1", "a.test.ts": "4", "dist/a.js": "5", "node_modules/x/index.js": "6" })).toBe(
      first,
    )
    const edited = write({ "a.ts": "one" })
    const added = write({ "deep/c.ts": "" })
    renameSync(join(folder, "deep/c.ts"), join(folder, "deep/d.ts"))
    expect(new Set([first, edited, added, fingerprint([path])]).size).toBe(4)
    expect(sourceFiles(path)).toEqual(["a.ts", "deep/b.sql", "deep/d.ts"].map((name) => `${path}/${name}`))
  })
})
