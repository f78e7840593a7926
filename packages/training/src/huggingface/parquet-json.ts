/** What Parquet holds, as JSON can say it. */
import type { Json } from "@loam/schema"

const imageKinds: Readonly<Record<string, string>> = {
  "89504e47": "png",
  ffd8ff: "jpeg",
  "47494638": "gif",
  "52494646": "webp",
}

function base64(bytes: Uint8Array): string {
  let text = ""
  // Arguments of one call are limited: some ten thousand at a time.
  for (let from = 0; from < bytes.length; from += 8_192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8_192))
  return btoa(text)
}

/** Bytes of an image as the URL that holds them; its kind is told by its first bytes. */
function dataUrl(bytes: Uint8Array): string {
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  const kind = Object.entries(imageKinds).find(([magic]) => start.startsWith(magic))?.[1] ?? "png"
  return `data:image/${kind};base64,${base64(bytes)}`
}

export function parquetJson(value: unknown): Json {
  if (value === undefined || value === null) return null
  if (typeof value === "bigint") return Number(value)
  if (typeof value === "number") return Number.isFinite(value) ? value : null
  if (typeof value === "string" || typeof value === "boolean") return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return dataUrl(value)
  if (Array.isArray(value)) return value.map(parquetJson)
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array, (each) => each)
  const members = value as { readonly [name: string]: unknown } // nothing else is left
  // An image of the datasets library: its bytes, or where it is.
  if (members.bytes instanceof Uint8Array) return dataUrl(members.bytes)
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, parquetJson(member)]))
}
