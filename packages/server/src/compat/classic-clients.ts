/**
 * Loam knows a way to share out records that Argilla's Python packages do not: `everyone`. What their 1.x line creates
 * means just that; to both lines it is shown as the strategy they can read.
 */
import type { Json } from "@loam/schema"
import type { Context, Hono, Next } from "hono"
import type { Services } from "../http/context.ts"

type JsonObject = { [key: string]: Json }

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Both packages speak through httpx and do not name themselves. */
const isClassic = (c: Context) => (c.req.header("user-agent") ?? "").startsWith("python-httpx/")

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

async function translateRequest(c: Context, services: Services): Promise<void> {
  const size = Number(c.req.header("content-length") ?? Number.POSITIVE_INFINITY)
  if (size > largest) return
  const body = await jsonOf(c.req.raw)
  if (!isObject(body)) return
  const { url, method, headers } = c.req.raw
  const meant = await asMeant(c, services, body)
  if (meant !== body) c.req.raw = new Request(url, { method, headers, body: JSON.stringify(meant) })
}

function readable(value: Json): Json {
  if (!isObject(value) || !isObject(value.distribution)) return value
  return { ...value, distribution: { ...value.distribution, strategy: "overlap" } }
}

async function translateAnswer(c: Context): Promise<void> {
  const body = c.res.ok ? await jsonOf(c.res) : undefined
  if (!isObject(body)) return
  const items = Array.isArray(body.items) ? { ...body, items: body.items.map(readable) } : readable(body)
  c.res = new Response(JSON.stringify(items), c.res)
}

export function classicClients(app: Hono, services: Services): void {
  const translate = async (c: Context, next: Next) => {
    if (!isClassic(c)) return next()
    if (c.req.method === "POST" || c.req.method === "PATCH") await translateRequest(c, services)
    await next()
    await translateAnswer(c)
  }
  app.use("/api/v1/me/datasets", translate)
  app.use("/api/v1/datasets", translate)
  app.use("/api/v1/datasets/:dataset_id", translate)
  app.use("/api/v1/datasets/:dataset_id/publish", translate)
}
