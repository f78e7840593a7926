/** Serves the built web app: hashed files for ever, pages under a strict content policy, custom fields in a sandbox. */
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

// Scripts and styles are ours alone: what the page positions it does through the DOM, which needs no exception.
const contentPolicy = (imageHosts: string) =>
  [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    // Remote images tell their host who looks at what: only those from hosts that the operator named.
    `img-src 'self' data: blob: ${imageHosts}`.trim(),
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    // Custom fields; also keeps their frames from going anywhere else, and taking the record along.
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ")

/**
 * The inside of a custom field: its scripts run, but in an origin of their own that is nobody's. No cookie, no storage,
 * no request goes out, no form, no window, no way to navigate the page around it.
 */
const framePolicy = [
  "sandbox allow-scripts",
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
  "style-src 'unsafe-inline'",
  "img-src data: blob:",
  "media-src data: blob:",
  "font-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ")

const pageHeaders = (imageHosts: string) => ({
  "Content-Security-Policy": contentPolicy(imageHosts),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "X-Frame-Options": "DENY",
})

const read = (path: string) => readFile(path).catch(() => undefined)

export function pages(app: Hono, root: string, imageHosts = ""): void {
  const headers = pageHeaders(imageHosts)
  const index = join(root, "index.html")
  const page = async (c: Context) => {
    const html = await read(index)
    if (!html) return c.text("The web app is not built: run `npm start`, which builds it.", 503)
    return c.body(html as unknown as ArrayBuffer, 200, {
      ...headers,
      "Content-Type": types[".html"] ?? "",
      "Cache-Control": "no-cache",
    })
  }
  app.get("/frame/custom-field", async (c) => {
    const html = await read(join(root, "frame.html"))
    if (!html) return c.text("Not found", 404)
    return c.body(html as unknown as ArrayBuffer, 200, {
      "Content-Security-Policy": framePolicy,
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Content-Type": types[".html"] ?? "",
      "Cache-Control": "no-cache",
    })
  })
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
      // Nothing secret, and the frame of a custom field, which has no origin, loads its script from here.
      ...(hashed && { "Access-Control-Allow-Origin": "*" }),
    })
  })
}
