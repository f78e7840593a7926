/** The first owner: from the settings where given, random where not. No database ever has a known password. */

import { limits } from "@loam/schema"
import { newApiKey, newPassword } from "../auth/secrets.ts"
import type { Config } from "../config.ts"
import { StartRefused } from "../db/errors.ts"
import type { Db } from "../db/tables.ts"
import { createUser } from "../users/index.ts"

export interface FirstOwner {
  readonly id: string
  readonly username: string
  /** `null` where the settings gave it: what somebody chose is not printed back. */
  readonly password: string | null
  readonly api_key: string | null
}

/** Tombstones count: a database whose users were all deleted is not new. */
export async function hasUsers(db: Db): Promise<boolean> {
  return (await db.selectFrom("users").select("id").limit(1).executeTakeFirst()) !== undefined
}

export async function createOwner(db: Db, config: Config): Promise<FirstOwner> {
  const {
    LOAM_OWNER_USERNAME: username = "owner",
    LOAM_OWNER_PASSWORD: chosen,
    LOAM_OWNER_API_KEY: key,
  } = config
  const { min, max } = limits.password
  if (chosen !== undefined && (chosen.length < min || chosen.length > max)) {
    throw new StartRefused(`LOAM_OWNER_PASSWORD needs ${min} to ${max} characters`)
  }
  const password = chosen ?? newPassword()
  const api_key = key ?? newApiKey()
  const { user } = await createUser(db, { username, first_name: username, role: "owner", password, api_key })
  return {
    id: user.id,
    username,
    password: chosen === undefined ? password : null,
    api_key: key === undefined ? api_key : null,
  }
}
