import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { tidyUp } from "./housekeeping.ts"

describe("housekeeping", () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp()
  })
  afterAll(() => test.close())

  it("forgets keys older than a day and no younger ones", async () => {
    const { db } = test.services.database
    for (const [key, age] of [
      ["old", "25 hours"],
      ["young", "23 hours"],
    ]) {
      await sql`insert into idempotency_keys (user_id, key, request_hash, status, inserted_at)
        values (${test.owner.id}, ${key}, '', 200, now() - ${age}::interval)`.execute(db)
    }
    await tidyUp(test.services.database)
    expect(await db.selectFrom("idempotency_keys").select("key").execute()).toEqual([{ key: "young" }])
  })
})
