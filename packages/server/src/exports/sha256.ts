/** SHA-256 by Node: some fifty times faster than in plain JavaScript. */
import { createHash } from "node:crypto"
import type { Hasher } from "@loam/training"

export function nodeSha256(): Hasher {
  const hash = createHash("sha256")
  return {
    update: (text) => {
      hash.update(text)
    },
    digest: () => hash.digest("hex"),
  }
}
