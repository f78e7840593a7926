import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { createUser } from "../users/index.ts"
import { additions } from "./additions.ts"
import { decisions } from "./decisions/index.ts"
import { leftOut, rules } from "./differences.ts"
import { type Exchange, readExchanges } from "./exchange.ts"
import { namesOf } from "./names.ts"
import { type Replay, replay } from "./replay.ts"

describe("recorded exchanges with Argilla 2.8", () => {
  let test: TestApp
  let exchanges: Exchange[]
  let outcome: Replay
  beforeAll(async () => {
    test = await createTestApp()
    exchanges = await readExchanges()
    const names = namesOf(exchanges)
    const { api_key } = await createUser(test.services.database.db, {
      username: "owner",
      first_name: "owner",
      role: "owner",
      password: "12345678",
      api_key: "owner.apikey",
    })
    names.keys.set("owner", api_key)
    // The recording knows one owner at its start.
    await test.clientWith(api_key).users.remove({ user_id: test.owner.id })
    outcome = await replay(test.app, exchanges, names)
  })
  afterAll(() => test.close())

  it("differ where somebody decided so, in that way, and nowhere else", () => {
    const listed = Object.assign({}, ...decisions.map((decision) => decision.exchanges))
    expect(Object.fromEntries(outcome.differences)).toEqual(listed)
  })
  it("meet every member that is said to be added, and every rule", () => {
    expect([...additions, ...rules].filter((each) => !outcome.met.has(each))).toEqual([])
  })
  it("are decided about or left out once each", () => {
    const ids = [...decisions.flatMap((decision) => Object.keys(decision.exchanges)), ...Object.keys(leftOut)]
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    const known = new Set(exchanges.map((exchange) => exchange.id))
    expect(ids.filter((id) => !known.has(id))).toEqual([])
  })
  it("show an answer of our own wherever the original failed", () => {
    const failed = exchanges.filter((exchange) => exchange.status >= 500 && !(exchange.id in leftOut))
    expect(failed.length).toBeGreaterThan(10)
    expect(failed.filter((exchange) => !outcome.differences.has(exchange.id))).toEqual([])
  })
})
