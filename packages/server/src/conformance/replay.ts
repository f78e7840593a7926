/** Sends expected exchanges to an app, one after the other, and answers how each differs. */
import type { Json } from "@loam/schema"
import type { Hono } from "hono"
import type { Addition } from "./additions.ts"
import { type Comparison, compare } from "./compare.ts"
import type { Recording, Rule } from "./differences.ts"
import type { Exchange } from "./exchange.ts"
import { expander, type Names } from "./names.ts"

/** What is replayed to: answers requests, and tells what it has told webhooks of and was not asked about yet. */
export interface Replayed {
  readonly app: Pick<Hono, "fetch">
  readonly deliveries: () => Promise<readonly { readonly id: string; readonly body: Json }[]>
}

function bodyOf({ request }: Exchange, { text, json }: ReturnType<typeof expander>): string | undefined {
  if (request.text !== undefined) return text(request.text)
  if (request.body === undefined) return undefined
  const sent = JSON.stringify(json(request.body))
  return request.sent_as === "json with byte order mark" ? `\uFEFF${sent}` : sent
}

function requestFor(
  exchange: Exchange,
  names: Names,
  userAgent: string | undefined,
  missing: (name: string) => void,
): Request {
  const { method, path, query, content_type, sent_as, workspace } = exchange.request
  const { key, bearer } = exchange.credentials
  const expand = expander(names, missing)
  const headers = new Headers()
  if (userAgent) headers.set("user-agent", userAgent)
  if (workspace) headers.set("x-argilla-workspace", workspace)
  if (key !== undefined) headers.set("x-argilla-api-key", expand.text(key))
  if (bearer !== undefined) headers.set("authorization", `Bearer ${expand.text(bearer)}`)
  const body = bodyOf(exchange, expand)
  if (body !== undefined && sent_as !== "json without content type")
    headers.set("content-type", content_type ?? "application/json")
  if (body !== undefined) headers.set("content-length", String(Buffer.byteLength(body)))
  const url = `http://loam.test${expand.text(path)}${query ? `?${expand.text(query)}` : ""}`
  // Bytes: a text would bring a content type of its own.
  return new Request(url, { method, headers, ...(body === undefined ? {} : { body: Buffer.from(body) }) })
}

/** `<float 2>` for 2.0, which JavaScript takes for 2. */
const toldApart = (_key: string, value: Json, { source = "" }: { source?: string } = {}): Json =>
  typeof value === "number" && Number.isInteger(value) && /[.e]/.test(source) ? `<float ${value}>` : value

async function readBody(response: Response, floats: boolean): Promise<Json | undefined> {
  const text = await response.text()
  if (text === "") return null
  try {
    return (floats ? JSON.parse(text, toldApart) : JSON.parse(text)) as Json
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
  /** What Loam adds, and what it does otherwise everywhere: in how many exchanges it was met. */
  readonly met: Map<Addition | Rule, number>
  /** Exchanges that differ by a rule. */
  readonly ruled: Set<string>
}

function comparisonFor(
  { request, partial }: Exchange,
  names: Names,
  additions: readonly Addition[],
  met: Set<Addition | Rule>,
): Comparison {
  const isAddition = (member: string) => {
    const addition = additions.find((each) => each.member === member && each.path.test(request.path))
    if (addition) met.add(addition)
    return addition !== undefined
  }
  return { names, partial: partial ?? false, isAddition }
}

async function exchangeOne(
  { app }: Replayed,
  exchange: Exchange,
  comparison: Comparison,
  { userAgent, floats = false }: Recording,
): Promise<string[]> {
  const { names } = comparison
  const missing: string[] = []
  const request = requestFor(exchange, names, userAgent, (name) => missing.push(name))
  const response = await app.fetch(request)
  const body = await readBody(response, floats)
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
  return [...differences, ...compare(exchange.body, body, "body", comparison)]
}

/** The first message that differs least from the expected one is taken for it. */
async function deliveryOne(
  { deliveries }: Replayed,
  { body = null }: Exchange,
  comparison: Comparison,
  taken: Set<string>,
): Promise<string[]> {
  let best: { id: string; differences: string[] } | undefined
  for (const { id, body: found } of await deliveries()) {
    if (taken.has(id)) continue
    const differences = compare(body, found, "body", comparison)
    if (!best || differences.length < best.differences.length) best = { id, differences }
  }
  if (!best) return ["never told"]
  taken.add(best.id)
  return best.differences
}

/** Lines that no rule explains. */
function unexplained(lines: readonly string[], rules: readonly Rule[], met: Set<Addition | Rule>): string[] {
  return lines.filter((line) => {
    const rule = rules.find((each) => each.line.test(line))
    if (rule) met.add(rule)
    return rule === undefined
  })
}

export async function replay(
  to: Replayed,
  recording: Recording,
  exchanges: readonly Exchange[],
  names: Names,
): Promise<Replay> {
  const { leftOut, rules, additions } = recording
  const differences = new Map<string, string[]>()
  const met: Replay["met"] = new Map()
  const ruled = new Set<string>()
  const taken = new Set<string>()
  for (const exchange of exchanges) {
    if (exchange.id in leftOut) continue
    const here = new Set<Addition | Rule>()
    const comparison = comparisonFor(exchange, names, additions, here)
    const lines =
      exchange.request.method === "DELIVERY"
        ? await deliveryOne(to, exchange, comparison, taken)
        : await exchangeOne(to, exchange, comparison, recording)
    const found = unexplained(lines, rules, here)
    if (found.length > 0) differences.set(exchange.id, found)
    if (rules.some((rule) => here.has(rule))) ruled.add(exchange.id)
    for (const each of here) met.set(each, (met.get(each) ?? 0) + 1)
  }
  return { differences, met, ruled }
}
