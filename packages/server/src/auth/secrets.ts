/** Passwords and keys: argon2id for what people choose, a plain hash for what is random anyway. */
import { argon2, createHash, randomBytes, timingSafeEqual } from "node:crypto"
import { promisify } from "node:util"

const derive = promisify(argon2)

// RFC 9106, second recommendation, with less memory: 19 MiB, 2 passes (OWASP's minimum), about 25 ms a sign-in.
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const

/** `argon2id$memory$passes$salt$tag`, all of the password counted. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive("argon2id", { ...cost, message: Buffer.from(password), nonce })
  return ["argon2id", cost.memory, cost.passes, nonce.toString("base64url"), tag.toString("base64url")].join(
    "$",
  )
}

/** Takes as long for an unknown user (`null`) as for a known one. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, memory, passes, salt, tag] = (stored ?? absent).split("$")
  const expected = Buffer.from(tag ?? "", "base64url")
  const found = await derive("argon2id", {
    ...cost,
    memory: Number(memory),
    passes: Number(passes),
    message: Buffer.from(password),
    nonce: Buffer.from(salt ?? "", "base64url"),
  })
  return stored !== null && timingSafeEqual(found, expected)
}

const absent = [
  "argon2id",
  cost.memory,
  cost.passes,
  Buffer.alloc(16).toString("base64url"),
  Buffer.alloc(32).toString("base64url"),
].join("$")

/** 60 random bytes, URL-safe. */
export const newApiKey = () => randomBytes(60).toString("base64url")
export const newPassword = () => randomBytes(12).toString("base64url")

/** API keys are random, so a fast hash hides them well enough and can be looked up. */
export const hashApiKey = (key: string) => createHash("sha256").update(key).digest("base64url")

export const apiKeyHint = (key: string) => key.slice(-4)
