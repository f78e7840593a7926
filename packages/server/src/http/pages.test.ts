import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Hono } from "hono"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { pages } from "./pages.ts"

describe("the pages", () => {
  let root: string
  const app = new Hono()
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "loam-pages-"))
    await writeFile(join(root, "index.html"), "the app")
    await writeFile(join(root, "frame.html"), "the frame")
    pages(app, root, "https://images.example.com")
  })
  afterAll(() => rm(root, { recursive: true }))
  const policyOf = async (path: string) =>
    (await app.request(path)).headers.get("content-security-policy") ?? ""

  it("let a custom field out of its sandbox: into the app's origin, the network, other sites' pages", async () => {
    const policy = await policyOf("/frame/custom-field")
    expect(policy).toMatch(/^sandbox allow-scripts;/)
    for (const part of ["default-src 'none'", "form-action 'none'", "frame-ancestors 'self'"])
      expect(policy).toContain(part)
    expect(policy).not.toMatch(/allow-same-origin|allow-top|allow-popups|connect-src|https?:/)
  })
  it("serve the frame under the app's own policy at another address", async () => {
    const response = await app.request("/frame.html")
    expect([response.status, await response.text()]).toEqual([200, "the app"])
  })
  it("load images from hosts that nobody named, frame strangers or run foreign scripts", async () => {
    const policy = await policyOf("/d/1/annotate")
    expect(policy).toContain("img-src 'self' data: blob: https://images.example.com;")
    expect(policy).toContain("frame-src 'self'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
  })
})
