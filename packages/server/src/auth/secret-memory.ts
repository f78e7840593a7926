/**
 * Remembers answers that hold a key: sealed, because the memory of idempotent requests lies in the database, where
 * keys must not be readable.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto"
import type { Json } from "@loam/schema"
import type { Services } from "../http/context.ts"

const ivLength = 12
const tagLength = 16

/** Seals and opens JSON under the server's session secret. */
function sealer(secret: string) {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "loam idempotent answers", 32))
  return {
    seal(value: unknown): string {
      const iv = randomBytes(ivLength)
      const cipher = createCipheriv("aes-256-gcm", key, iv)
      const sealed = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")
    },
    open(sealed: string): unknown {
      const bytes = Buffer.from(sealed, "base64url")
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivLength))
      decipher.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength))
      const text = Buffer.concat([decipher.update(bytes.subarray(ivLength + tagLength)), decipher.final()])
      return JSON.parse(text.toString("utf8"))
    },
  }
}

/** For `bind`: what is kept of an answer that holds a key, and how it is made whole again. */
export function secretMemory({ sessionSecret }: Pick<Services, "sessionSecret">) {
  const { seal, open } = sealer(sessionSecret)
  return {
    keep: seal,
    /** What was sealed was an answer of the same endpoint: the request's hash says so. */
    recall: async <Body>(kept: Json): Promise<Body> => open(String(kept)) as Body,
  }
}
