/** Requests survive the end of a session. */
import { describe, expect, test } from "vitest"
import { createSession } from "./session.ts"

const url = "https://loam.example/api/v1/me/datasets"

/** A server that knows the session or not, and remembers what reached it. */
function buildServer() {
  const server = { signedIn: true, seen: [] as string[] }
  const session = createSession(async (request) => {
    server.seen.push(`${request.method} ${await request.text()}`)
    return new Response(null, { status: server.signedIn ? 200 : 401 })
  })
  return { server, session }
}

const settled = async (promise: Promise<unknown>) => {
  let done = false
  promise.then(
    () => (done = true),
    () => (done = true),
  )
  await new Promise((resolve) => setTimeout(resolve, 5))
  return done
}

describe("session", () => {
  test("a 401 before anybody signed in is an ordinary answer", async () => {
    const { server, session } = buildServer()
    server.signedIn = false
    expect((await session.fetch(new Request(url))).status).toBe(401)
    expect(session.state().expired).toBe(false)
  })

  test("requests wait for a new sign-in and are repeated with the same body", async () => {
    const { server, session } = buildServer()
    session.started("marta")
    server.signedIn = false
    const answers = ["a", "b"].map((body) => session.fetch(new Request(url, { method: "POST", body })))
    expect(await settled(Promise.race(answers))).toBe(false)
    expect(session.state()).toEqual({ username: "marta", expired: true })

    server.signedIn = true
    session.started("marta")
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200])
    expect(server.seen.sort()).toEqual(["POST a", "POST a", "POST b", "POST b"])
    expect(session.state().expired).toBe(false)
  })

  test("a request says for whom it was made, also when it is repeated", async () => {
    const named: (string | null)[] = []
    const session = createSession(async (request) => {
      named.push(request.headers.get("X-Loam-User"))
      return new Response(null, { status: named.length === 2 ? 401 : 200 })
    })
    await session.fetch(new Request(url))
    session.started("märta")
    const answer = session.fetch(new Request(url))
    await new Promise((resolve) => setTimeout(resolve, 5))
    session.started("märta")
    await answer
    expect(named).toEqual([null, "m%C3%A4rta", "m%C3%A4rta"])
  })

  test("a refused sign-in answers at once instead of waiting for itself", async () => {
    const { server, session } = buildServer()
    session.started("marta")
    server.signedIn = false
    const request = new Request("https://loam.example/api/v1/me/session", { method: "POST", body: "{}" })
    expect((await session.fetch(request)).status).toBe(401)
    expect(session.state().expired).toBe(false)
  })

  test("an aborted request stops waiting", async () => {
    const { server, session } = buildServer()
    session.started("marta")
    server.signedIn = false
    const abort = new AbortController()
    const answer = session.fetch(new Request(url, { signal: abort.signal }))
    await new Promise((resolve) => setTimeout(resolve, 5))
    abort.abort()
    await expect(answer).rejects.toThrow(/abort/i)
  })

  test("signing out instead fails what waited", async () => {
    const { server, session } = buildServer()
    session.started("marta")
    server.signedIn = false
    const answer = session.fetch(new Request(url))
    await new Promise((resolve) => setTimeout(resolve, 5))
    session.ended()
    await expect(answer).rejects.toThrow(/signed out/)
    expect(session.state()).toEqual({ username: null, expired: false })
  })

  test("listeners hear of the end once, however many requests are refused", async () => {
    const { server, session } = buildServer()
    session.started("marta")
    server.signedIn = false
    let heard = 0
    session.subscribe(() => (heard += 1))
    for (let i = 0; i < 3; i += 1) session.fetch(new Request(url)).catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(heard).toBe(1)
  })
})
