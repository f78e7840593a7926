/** The client over a network that fails: what is tried again, what is not, and what errors say. */
import { describe, expect, it } from "vitest"
import { createClient } from "./client.ts"
import { ApiError, InvalidInputError } from "./errors.ts"

interface Seen {
  readonly method: string
  readonly key: string | null
  readonly body: string
}

/** Answers requests one after the other with what is given; an error is a connection that broke. */
function network(...answers: (Response | Error)[]) {
  const seen: Seen[] = []
  const fetch = async (request: Request) => {
    seen.push({
      method: request.method,
      key: request.headers.get("idempotency-key"),
      body: await request.text(),
    })
    const answer = answers.shift()
    if (answer === undefined) throw new Error("nothing more was expected")
    if (answer instanceof Error) throw answer
    return answer
  }
  return { seen, client: createClient({ baseUrl: "http://loam.test", apiKey: "key", fetch }) }
}
const soon = { "Retry-After": "0" }
const busy = (status: number) => Response.json({ detail: "busy" }, { status, headers: soon })
const workspace = { id: "1", name: "w", inserted_at: "", updated_at: "" }

describe("retries", () => {
  it("send a write again with the same body and idempotency key, so that it happens once", async () => {
    const { client, seen } = network(
      busy(503),
      new TypeError("reset"),
      busy(429),
      Response.json(workspace, { status: 201 }),
    )
    expect(await client.workspaces.create({ body: { name: "w" } })).toEqual(workspace)
    expect(seen).toHaveLength(4)
    expect(new Set(seen.map(({ key, body }) => `${key} ${body}`)).size).toBe(1)
    expect(seen[0]?.key).toMatch(/^[0-9a-f-]{32,36}$/)
  })

  it("give the next call another key", async () => {
    const { client, seen } = network(Response.json(workspace), Response.json(workspace))
    await client.workspaces.create({ body: { name: "a" } })
    await client.workspaces.create({ body: { name: "a" } })
    expect(seen[0]?.key).not.toBe(seen[1]?.key)
  })

  it("count an answer that breaks off half-way as none", async () => {
    const broken = new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"items": ['))
          controller.error(new TypeError("terminated"))
        },
      }),
    )
    const { client, seen } = network(broken, Response.json({ items: [] }))
    expect(await client.workspaces.mine()).toEqual({ items: [] })
    expect(seen).toHaveLength(2)
  })

  it("leave refusals alone", async () => {
    const { client, seen } = network(Response.json({ detail: "no" }, { status: 409 }))
    await expect(client.workspaces.create({ body: { name: "w" } })).rejects.toMatchObject({
      status: 409,
      reason: "no",
    })
    expect(seen).toHaveLength(1)
  })

  it("end after four, and the error says what to look at", async () => {
    const { client, seen } = network(...Array.from({ length: 5 }, () => busy(503)))
    await expect(client.workspaces.mine()).rejects.toBeInstanceOf(ApiError)
    expect(seen).toHaveLength(5)
  })

  it("do not send a password again, nor a stream that is half read", async () => {
    const { client, seen } = network(busy(503), busy(503))
    await expect(client.users.signIn({ body: { username: "a", password: "b" } })).rejects.toMatchObject({
      status: 503,
    })
    const body = new Blob(["{}\n"]).stream() as never
    await expect(client.records.stream({ dataset_id: "1", body })).rejects.toMatchObject({ status: 503 })
    expect(seen).toHaveLength(2)
  })

  it("stop at once when the caller gives up during a pause", async () => {
    const stop = new AbortController()
    const { client, seen } = network(Response.json({}, { status: 503, headers: { "Retry-After": "10" } }))
    const call = client.workspaces.mine({}, { signal: stop.signal })
    setTimeout(() => stop.abort(new Error("enough")), 20)
    const before = Date.now()
    await expect(call).rejects.toThrow("enough")
    expect(Date.now() - before).toBeLessThan(2_000)
    expect(seen).toHaveLength(1)
  })
})

describe("errors", () => {
  it("name the places of a validation refusal", async () => {
    const errors = [
      { type: "string_too_short", loc: ["body", "name"], msg: "expected at least 1 characters" },
    ]
    const detail = { code: "argilla.api.errors::ValidationError", params: { errors } }
    const { client } = network(Response.json({ detail }, { status: 422 }))
    await expect(client.workspaces.create({ body: { name: "" } })).rejects.toMatchObject({
      status: 422,
      findings: errors,
      message: "POST /api/v1/workspaces was refused (422): name: expected at least 1 characters",
    })
  })

  it("tell a page of something else from an answer of Loam, without trying again", async () => {
    const { client, seen } = network(new Response("<!doctype html>"))
    await expect(client.workspaces.mine()).rejects.toMatchObject({
      status: 0,
      reason: expect.stringContaining("not as Loam"),
    })
    expect(seen).toHaveLength(1)
  })

  it("refuse an address or a key that cannot be one before anything is sent, and keep the key to themselves", async () => {
    const wrongPlace = createClient({ baseUrl: "localhost:6900" })
    await expect(wrongPlace.workspaces.mine()).rejects.toThrow("'localhost:6900' is no address of a server")
    const wrongKey = createClient({ baseUrl: "http://loam.test", apiKey: "secret\nkey" })
    const failure = await wrongKey.workspaces.mine().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(InvalidInputError)
    expect(String(failure)).not.toContain("secret")
  })
})
