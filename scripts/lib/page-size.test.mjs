import { randomBytes } from "node:crypto"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { measurePage } from "./page-size.mjs"

const dist = mkdtempSync(join(tmpdir(), "loam-page-"))
afterAll(() => rmSync(dist, { recursive: true }))

/**
 * Random bytes do not compress, so the gzipped size is theirs and about 25 bytes of header.
 * @param {string} name
 * @param {number} bytes
 */
const script = (name, bytes) => writeFileSync(join(dist, name), randomBytes(bytes))

test("counts the entry, what it imports and the page's own scripts once, and lazy views apart", () => {
  mkdirSync(join(dist, ".vite"))
  const manifest = {
    "index.html": {
      file: "main.js",
      isEntry: true,
      imports: ["_shared"],
      dynamicImports: ["small", "large"],
    },
    _shared: { file: "shared.js", imports: ["_base"] },
    _base: { file: "base.js" },
    small: { file: "small.js", imports: ["_shared"] },
    large: { file: "large.js", imports: ["_shared", "_editor"] },
    _editor: { file: "editor.js" },
    "style.css": { file: "style.css" },
  }
  writeFileSync(join(dist, ".vite/manifest.json"), JSON.stringify(manifest))
  writeFileSync(
    join(dist, "index.html"),
    '<script src="/scheme.js"></script><script type="module" src="/main.js"></script>',
  )
  const sizes = {
    main: 10_000,
    shared: 5_000,
    base: 2_000,
    scheme: 500,
    small: 1_000,
    large: 3_000,
    editor: 4_000,
  }
  for (const [name, bytes] of Object.entries(sizes)) script(`${name}.js`, bytes)
  const { initial, largestView } = measurePage(dist)
  expect(initial).toBeGreaterThan(17_500)
  expect(initial).toBeLessThan(17_500 + 4 * 40)
  expect(largestView?.name).toBe("large")
  expect(Math.round((largestView?.size ?? 0) / 1000)).toBe(7)
})
