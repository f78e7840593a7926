/**
 * Loam knows a way to share out records that Argilla's Python packages do not: `everyone`. What their 1.x line creates
 * means just that; to both lines it is shown as the strategy they can read.
 */
import type { Json } from "@loam/schema"
import type { Context, Hono, Next } from "hono"
import type { Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import {
  isOlderDatasetName,
  leftOutHeader,
  lineOf,
  readableDatasets,
  readableWorkspaces,
} from "./unreadable.ts"

type JsonObject = { [key: string]: Json }

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Both packages speak through httpx and do not name themselves. */
const classicLine = (c: Context) => lineOf(c.req.header("user-agent") ?? "")

/** Bodies of datasets are small; what is larger is somebody else's business. */
const largest = 256 * 1024

async function jsonOf(message: Request | Response): Promise<Json | undefined> {
  try {
    return (await message.clone().json()) as Json
  } catch {
    return undefined
  }
}

/**
 * The 1.x line always says whether other metadata are allowed and never says how records are shared out; the 2.x line
 * says neither or both.
 */
function isFromClassic1(body: JsonObject): boolean {
  return "allow_extra_metadata" in body && !("distribution" in body)
}

/** A 2.x client writes back what it was shown: that must not end `everyone`. */
async function keepsStrategy({ database }: Services, id: string): Promise<boolean> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return false
  const row = await database.db
    .selectFrom("datasets")
    .select("strategy")
    .where("id", "=", id)
    .executeTakeFirst()
  return row?.strategy === "everyone"
}

async function asMeant(c: Context, services: Services, body: JsonObject): Promise<JsonObject> {
  if (c.req.method === "POST")
    return isFromClassic1(body) ? { ...body, distribution: { strategy: "everyone", min_submitted: 1 } } : body
  const { distribution } = body
  if (!isObject(distribution) || !(await keepsStrategy(services, c.req.param("dataset_id") ?? "")))
    return body
  return { ...body, distribution: { ...distribution, strategy: "everyone" } }
}

/** What the 1.x package could not read afterwards it must not create. */
function refuseUnreadable(c: Context, body: JsonObject): void {
  if (c.req.method !== "POST" || !isFromClassic1(body) || typeof body.name !== "string") return
  if (body.name === "" || isOlderDatasetName(body.name)) return
  const msg =
    "letters, digits, spaces, - and _ only, and neither - nor _ first: the 1.x package reads no others"
  throw refuse.findings([{ type: "string_pattern_mismatch", loc: ["body", "name"], msg }])
}

async function translateRequest(c: Context, services: Services): Promise<void> {
  const size = Number(c.req.header("content-length") ?? Number.POSITIVE_INFINITY)
  if (size > largest) return
  const body = await jsonOf(c.req.raw)
  if (!isObject(body)) return
  if (classicLine(c) === "1.x") refuseUnreadable(c, body)
  const { url, method, headers } = c.req.raw
  const meant = await asMeant(c, services, body)
  if (meant !== body) c.req.raw = new Request(url, { method, headers, body: JSON.stringify(meant) })
}

function readable(value: Json): Json {
  if (!isObject(value) || !isObject(value.distribution)) return value
  return { ...value, distribution: { ...value.distribution, strategy: "overlap" } }
}

/** A list of the contract: its elements have an id and a name. */
type Named = JsonObject & { readonly id: string; readonly name: string }

/** What this client can read of a list; a header says how many elements that leaves out. */
async function shorten(
  c: Context,
  body: JsonObject,
  choose: (items: Named[]) => Named[] | Promise<Named[]>,
): Promise<JsonObject> {
  if (!Array.isArray(body.items)) return body
  const items = await choose(body.items as Named[])
  const leftOut = body.items.length - items.length
  if (leftOut > 0) c.header(leftOutHeader, String(leftOut))
  return { ...body, items }
}

async function translateAnswer(c: Context, { database }: Services): Promise<void> {
  const answered = c.res.ok ? await jsonOf(c.res) : undefined
  if (!isObject(answered)) return
  const body =
    classicLine(c) === "1.x"
      ? await shorten(c, answered, (items) => readableDatasets(database.db, items))
      : answered
  const items = Array.isArray(body.items) ? { ...body, items: body.items.map(readable) } : readable(body)
  c.res = new Response(JSON.stringify(items), c.res)
}

async function leaveOutWorkspaces(c: Context, next: Next): Promise<void> {
  await next()
  if (classicLine(c) !== "2.x" || !c.res.ok) return
  const body = await jsonOf(c.res)
  if (isObject(body)) c.res = new Response(JSON.stringify(await shorten(c, body, readableWorkspaces)), c.res)
}

export function classicClients(app: Hono, services: Services): void {
  const translate = async (c: Context, next: Next) => {
    if (!classicLine(c)) return next()
    if (c.req.method === "POST" || c.req.method === "PATCH") await translateRequest(c, services)
    await next()
    await translateAnswer(c, services)
  }
  app.use("/api/v1/me/workspaces", leaveOutWorkspaces)
  app.use("/api/v1/users/:user_id/workspaces", leaveOutWorkspaces)
  app.use("/api/v1/me/datasets", translate)
  app.use("/api/v1/datasets", translate)
  app.use("/api/v1/datasets/:dataset_id", translate)
  app.use("/api/v1/datasets/:dataset_id/publish", translate)
}
