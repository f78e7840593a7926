import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { root } from "./lib/root.mjs"

/** @type {[file: string, module: string][]} */
const refused = [
  ["packages/schema/src/a.ts", "@loam/quality"],
  ["packages/schema/src/a.ts", "node:fs"],
  ["packages/quality/src/a.ts", "@loam/training"],
  ["packages/quality/src/a/b.ts", "node:fs/promises"],
  ["packages/quality/src/a.test.ts", "@loam/sdk"],
  ["packages/training/src/a.ts", "@loam/sdk"],
  ["packages/training/src/a.ts", "node:crypto"],
  ["packages/sdk/src/a.ts", "@loam/server"],
  ["packages/server/src/a.ts", "@loam/sdk"],
  ["packages/server/src/records/a.ts", "@loam/cli"],
  ["packages/cli/src/commands/export.ts", "@loam/server"],
  ["packages/cli/src/main.ts", "@loam/web"],
  ["packages/web/src/a.tsx", "@loam/server"],
  ["packages/web/src/a.ts", "node:path"],
  ["packages/web/src/engine/reducer.ts", "react"],
  ["packages/web/src/engine/reducer.ts", "react-dom/client"],
  ["packages/web/src/engine/reducer.ts", "@mantine/hooks"],
  ["packages/web/src/engine/reducer.ts", "@tanstack/react-query"],
  ["packages/web/src/engine/reducer.ts", "@loam/server"],
  ["e2e/a.spec.ts", "@loam/server"],
  ["bench/a.ts", "@loam/server"],
  ["packages/server/src/a.ts", "../../schema/src/index.ts"],
  ["packages/web/src/features/a.ts", "../../../sdk/src/client.ts"],
  ["packages/cli/src/a.ts", "../../../packages/sdk/package.json"],
  ["packages/server/src/test/a.ts", "../../../sdk/dist/index.js"],
]

/** @type {[file: string, module: string][]} */
const allowed = [
  ["packages/quality/src/a.ts", "@loam/schema"],
  ["packages/quality/src/a.test.ts", "node:fs"],
  ["packages/sdk/src/a.ts", "@loam/training"],
  ["packages/server/src/a.ts", "@loam/quality"],
  ["packages/server/src/a.test.ts", "@loam/sdk"],
  ["packages/server/src/test/a.ts", "@loam/sdk"],
  ["packages/server/src/a.test.ts", "../../../scripts/lib/postgres-cluster.mjs"],
  ["packages/cli/src/commands/serve.ts", "@loam/server"],
  ["packages/cli/src/commands/doctor/disk.ts", "@loam/server"],
  ["packages/web/src/a.tsx", "@loam/sdk"],
  ["packages/web/src/engine/reducer.ts", "@loam/schema"],
  ["e2e/a.spec.ts", "@loam/sdk"],
]

/** @type {[file: string, line: string][]} */
const lines = [
  ...[...refused, ...allowed].map(
    ([file, module]) => /** @type {[string, string]} */ ([file, `import "${module}"`]),
  ),
  ["packages/schema/src/type.ts", 'export type { Client } from "@loam/sdk"'],
  ["packages/schema/src/dynamic.ts", 'await import("@loam/sdk")'],
]

/** Where Biome complains, as `file:line`. */
let complaints = new Set()
/** @type {Record<string, string[]>} */
const files = {}
for (const [file, line] of lines) files[file] = [...(files[file] ?? []), line]

/**
 * @param {string} file
 * @param {string} line
 */
const place = (file, line) => `${file}:${(files[file] ?? []).indexOf(line) + 1}`

describe("import directions", () => {
  const folder = mkdtempSync(join(tmpdir(), "loam-imports-"))
  afterAll(() => rmSync(folder, { recursive: true }))

  beforeAll(() => {
    for (const config of ["biome.json", "biome.imports.json"])
      cpSync(join(root, config), join(folder, config))
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), `${content.join("\n")}\n`)
    }
    const biome = join(root, "node_modules/@biomejs/biome/bin/biome")
    const options = [
      "--only=style/noRestrictedImports",
      "--reporter=concise",
      "--colors=off",
      "--max-diagnostics=none",
    ]
    const args = [biome, "lint", "--vcs-enabled=false", ...options]
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" })
    const said = `${stdout}${stderr}`.matchAll(/(\S+?:\d+):\d+: lint\/style\/noRestrictedImports/g)
    complaints = new Set([...said].map((match) => match[1]))
  })

  test.each(refused)("%s may not import %s", (file, module) => {
    expect(complaints).toContain(place(file, `import "${module}"`))
  })

  test.each(allowed)("%s may import %s", (file, module) => {
    expect(complaints).not.toContain(place(file, `import "${module}"`))
  })

  test("a re-exported type and a dynamic import are imports too", () => {
    expect(complaints).toContain("packages/schema/src/type.ts:1")
    expect(complaints).toContain("packages/schema/src/dynamic.ts:1")
  })
})
