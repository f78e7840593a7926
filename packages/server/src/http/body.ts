/** Reads request bodies: bounded in size and nesting, refused with the place of the fault. */
import {
  type EndpointDefinition,
  findings,
  limits,
  pathParamNames,
  id as uuid,
  type ValidationFinding,
} from "@loam/schema"
import type { Context } from "hono"
import type { z } from "zod"
import { refuse } from "./errors.ts"
import { jsonFault } from "./json-fault.ts"

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`

/** The body's bytes, or a refusal as soon as they are too many: a declared length is not waited for. */
async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () =>
    refuse.tooLarge(
      `The body is larger than ${megabytes(limit)}; send fewer items at once, or use the record stream`,
    )
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** True when arrays and objects nest deeper than the limit. */
export function tooDeep(value: unknown, levels: number = limits.jsonDepth): boolean {
  if (typeof value !== "object" || value === null) return false
  if (levels === 0) return true
  for (const member of Object.values(value)) if (tooDeep(member, levels - 1)) return true
  return false
}

type Read =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly finding: ValidationFinding }

function parseJson(text: string): Read {
  try {
    const value: unknown = JSON.parse(text)
    if (!tooDeep(value)) return { ok: true, value }
    const msg = `arrays and objects may be nested at most ${limits.jsonDepth} deep`
    return { ok: false, finding: { type: "value_error", loc: ["body"], msg } }
  } catch (error) {
    const message = error instanceof Error ? error.message : ""
    const finding = {
      type: "json_invalid",
      loc: ["body", jsonFault(text)],
      msg: `the body is not JSON: ${message}`,
    }
    return { ok: false, finding }
  }
}

async function readJson(request: Request): Promise<Read> {
  const bytes = await readBytes(request, limits.bodyBytes)
  const type = request.headers.get("content-type")
  let text: string
  try {
    // A byte order mark is dropped by the decoder.
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    throw refuse.unreadable("The body is not UTF-8")
  }
  if (text.trim() === "") return { ok: true, value: undefined }
  // Another content type is not parsed: the body then is a text where an object is wanted.
  if (type && !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) return { ok: true, value: text }
  return parseJson(text)
}

async function readForm(request: Request): Promise<Read> {
  const bytes = await readBytes(request, 64 * 1024)
  const type = request.headers.get("content-type") ?? ""
  if (!type.startsWith("application/x-www-form-urlencoded")) {
    if (!type.startsWith("multipart/form-data")) return { ok: true, value: {} }
    const form = await new Response(bytes as BodyInit, { headers: { "content-type": type } })
      .formData()
      .catch(() => new FormData())
    return { ok: true, value: Object.fromEntries(form.entries()) }
  }
  return { ok: true, value: Object.fromEntries(new URLSearchParams(new TextDecoder().decode(bytes))) }
}

/** Repeatable parameters arrive as lists, others as their last occurrence. */
function queryObject(c: Context, schema: z.ZodObject): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {}
  const given = c.req.queries()
  for (const [name, member] of Object.entries(schema.shape)) {
    const all = given[name]
    if (!all) continue
    const inner = (member as z.ZodOptional).def.innerType ?? member
    values[name] = (inner as z.ZodType).def.type === "array" ? all : (all.at(-1) ?? "")
  }
  return values
}

export interface ParsedRequest {
  readonly params: Record<string, string>
  readonly query: unknown
  readonly body: unknown
}

function checker(errors: ValidationFinding[]) {
  return (where: "path" | "query" | "body", schema: z.ZodType, value: unknown): unknown => {
    const result = schema.safeParse(value, { reportInput: true })
    if (result.success) return result.data
    errors.push(...findings(where, schema, value, result.error))
    return undefined
  }
}

/** Parses path, query and body against the endpoint; refuses with all findings at once. */
export async function parseRequest(endpoint: EndpointDefinition, c: Context): Promise<ParsedRequest> {
  const errors: ValidationFinding[] = []
  const check = checker(errors)
  const params: Record<string, string> = {}
  for (const name of pathParamNames(endpoint.path)) {
    const before = errors.length
    const value = check("path", endpoint.params?.[name] ?? uuid, c.req.param(name))
    for (const finding of errors.slice(before)) finding.loc.push(name)
    params[name] = String(value)
  }
  const query = endpoint.query && check("query", endpoint.query, queryObject(c, endpoint.query))
  let body: unknown
  if (endpoint.body && endpoint.encoding !== "ndjson") {
    const read = endpoint.encoding === "form" ? await readForm(c.req.raw) : await readJson(c.req.raw)
    if (!read.ok) errors.push(read.finding)
    else body = check("body", endpoint.body, read.value ?? undefined)
  }
  if (errors.length > 0) throw refuse.findings(errors)
  return { params, query, body }
}
