/** Serves the built web app: hashed files for ever, pages under a strict content policy. */
import { readFile } from "node:fs/promises"
import { extname, join, normalize } from "node:path"
import type { Context, Hono } from "hono"

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
}

// Inline styles stay allowed: the component library positions overlays with them. Scripts are ours alone.
const contentPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ")

const pageHeaders = {
  "Content-Security-Policy": contentPolicy,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "X-Frame-Options": "DENY",
}

const read = (path: string) => readFile(path).catch(() => undefined)

export function pages(app: Hono, root: string): void {
  const index = join(root, "index.html")
  const page = async (c: Context) => {
    const html = await read(index)
    if (!html) return c.text("The web app is not built: run `npm start`, which builds it.", 503)
    return c.body(html as unknown as ArrayBuffer, 200, {
      ...pageHeaders,
      "Content-Type": types[".html"] ?? "",
      "Cache-Control": "no-cache",
    })
  }
  app.get("*", async (c) => {
    const path = normalize(decodeURIComponent(c.req.path))
    const type = types[extname(path)]
    if (!type || path.includes("..") || extname(path) === ".html") return page(c)
    const file = await read(join(root, path))
    if (!file) return c.text("Not found", 404)
    const hashed = path.startsWith("/assets/")
    return c.body(file as unknown as ArrayBuffer, 200, {
      "Content-Type": type,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
    })
  })
}
