/** The machine: Node, the built web app, the port. */
import crypto from "node:crypto"
import { existsSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import type { Config } from "@loam/server"
import { webApp } from "../../web-app.ts"
import { type Check, ok, problem, warning } from "./check.ts"

export function checkNode(): Check {
  const found = `${process.version} on ${process.platform} ${process.arch}`
  // Present from 24.7 on; passwords are hashed by it.
  if (typeof crypto.argon2 === "function") return ok("node", found)
  return problem("node", found, "Loam needs Node 24.7 or newer: https://nodejs.org")
}

export function checkWebApp(): Check {
  if (existsSync(join(webApp, "index.html"))) return ok("web app", webApp)
  return warning("web app", "not built: only the API is served", "npm run build")
}

export async function checkPort({ HOST, PORT }: Config): Promise<Check> {
  const where = `${HOST}:${PORT}`
  const code = await new Promise<string | undefined>((resolve) => {
    const probe = createServer()
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(PORT, HOST, () => probe.close(() => resolve(undefined)))
  })
  if (code === undefined) return ok("port", `${where} is free`)
  if (code !== "EADDRINUSE")
    return problem("port", `${where} cannot be listened on (${code})`, "choose another HOST or PORT")
  if (await isLoam(HOST, PORT)) return ok("port", `Loam listens on ${where} already`)
  return problem(
    "port",
    `another program listens on ${where}`,
    "choose another port: loam serve --port <number>",
  )
}

async function isLoam(host: string, port: number): Promise<boolean> {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host
  try {
    const response = await fetch(`http://${name.includes(":") ? `[${name}]` : name}:${port}/api/v1/version`, {
      signal: AbortSignal.timeout(3_000),
    })
    return JSON.stringify(await response.json()).includes("loam_version")
  } catch {
    return false
  }
}
