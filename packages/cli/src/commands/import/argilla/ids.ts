/** Ids made from other ids: the same every time, so that an import that is run again meets what it made. */
import { createHash } from "node:crypto"

/** A UUID of version 5: the hash of a name within a namespace. */
export function derivedId(namespace: string, name: string): string {
  const bytes = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(name)
    .digest()
    .subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString("hex")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}

/** A namespace of our own. */
export const ours = "6c6f616d-0000-5000-8000-6172676c6c61"
