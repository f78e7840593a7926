/** Sends expected exchanges to an app, one after the other, and answers how each differs. */
import type { Json } from "@loam/schema"
import type { Hono } from "hono"
import { type Addition, additions } from "./additions.ts"
import { compare } from "./compare.ts"
import { leftOut, type Rule, rules } from "./differences.ts"
import type { Exchange } from "./exchange.ts"
import { expander, type Names } from "./names.ts"

function bodyOf({ request }: Exchange, { text, json }: ReturnType<typeof expander>): string | undefined {
  if (request.text !== undefined) return text(request.text)
  if (request.body === undefined) return undefined
  const sent = JSON.stringify(json(request.body))
  return request.sent_as === "json with byte order mark" ? `\uFEFF${sent}` : sent
}

function requestFor(exchange: Exchange, names: Names, missing: (name: string) => void): Request {
  const { method, path, query, content_type, sent_as } = exchange.request
  const { key, bearer } = exchange.credentials
  const expand = expander(names, missing)
  const headers = new Headers()
  if (key !== undefined) headers.set("x-argilla-api-key", expand.text(key))
  if (bearer !== undefined) headers.set("authorization", `Bearer ${expand.text(bearer)}`)
  const body = bodyOf(exchange, expand)
  if (body !== undefined && sent_as !== "json without content type")
    headers.set("content-type", content_type ?? "application/json")
  const url = `http://loam.test${expand.text(path)}${query ? `?${expand.text(query)}` : ""}`
  // Bytes: a text would bring a content type of its own.
  return new Request(url, { method, headers, ...(body === undefined ? {} : { body: Buffer.from(body) }) })
}

async function readBody(response: Response): Promise<Json | undefined> {
  const text = await response.text()
  if (text === "") return null
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** Keys are shown once, and tokens belong to whoever asked for them: kept for the requests that follow. */
function keepCredentials(exchange: Exchange, answer: Json | undefined, names: Names): void {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return
  const { username, api_key, access_token } = answer
  if (exchange.request.method === "POST" && typeof username === "string" && typeof api_key === "string")
    if (!api_key.startsWith("••••")) names.keys.set(username, api_key)
  const asked = new URLSearchParams(exchange.request.text ?? "").get("username")
  if (asked && typeof access_token === "string") names.tokens.set(asked, access_token)
}

export interface Replay {
  /** Differences by exchange, for those that have any. */
  readonly differences: Map<string, string[]>
  /** What Loam adds, and what it does otherwise everywhere, as far as it was met. */
  readonly met: Set<Addition | Rule>
}

async function exchangeOne(
  app: Hono,
  exchange: Exchange,
  names: Names,
  met: Replay["met"],
): Promise<string[]> {
  const missing: string[] = []
  const request = requestFor(exchange, names, (name) => missing.push(name))
  const response = await app.fetch(request)
  const body = await readBody(response)
  keepCredentials(exchange, body, names)
  const differences = missing.map((name) => `sent with an id for ${name}, which never came to be`)
  if (response.status !== exchange.status)
    return [...differences, `status ${response.status}, expected ${exchange.status}`]
  // The original names the methods of the first route that fits, Loam those of all.
  const allow = response.headers.get("allow")?.split(", ") ?? []
  const missed = exchange.allow?.split(", ").filter((method) => !allow.includes(method)) ?? []
  if (missed.length > 0) differences.push(`allow: without ${missed.join(", ")}`)
  const location = response.headers.get("location") ?? undefined
  if (location !== (exchange.location && expander(names, () => undefined).text(exchange.location)))
    differences.push(`location ${location}, expected ${exchange.location}`)
  if (exchange.body === undefined) return differences
  const comparison = {
    names,
    partial: exchange.partial ?? false,
    isAddition: (member: string) => {
      const addition = additions.find(
        (each) => each.member === member && each.path.test(exchange.request.path),
      )
      if (addition) met.add(addition)
      return addition !== undefined
    },
  }
  return [...differences, ...compare(exchange.body, body, "body", comparison)]
}

/** Lines that no rule explains. */
function unexplained(lines: readonly string[], met: Replay["met"]): string[] {
  return lines.filter((line) => {
    const rule = rules.find((each) => each.line.test(line))
    if (rule) met.add(rule)
    return rule === undefined
  })
}

export async function replay(app: Hono, exchanges: readonly Exchange[], names: Names): Promise<Replay> {
  const differences = new Map<string, string[]>()
  const met: Replay["met"] = new Set()
  for (const exchange of exchanges) {
    if (exchange.id in leftOut) continue
    const found = unexplained(await exchangeOne(app, exchange, names, met), met)
    if (found.length > 0) differences.set(exchange.id, found)
  }
  return { differences, met }
}
