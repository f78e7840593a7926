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

/** What a file begins with tells whether it is an image, and of which kind. */
function imageKind(bytes: Uint8Array): string | undefined {
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return Object.entries(imageKinds).find(([magic]) => start.startsWith(magic))?.[1]
}

/** An image as the URL that holds it. */
const dataUrl = (bytes: Uint8Array, kind = imageKind(bytes) ?? "png") =>
  `data:image/${kind};base64,${base64(bytes)}`

const utf8 = new TextDecoder("utf-8", { fatal: true })

/** Old files do not say of their texts that they are texts. */
function textOrImage(bytes: Uint8Array): string {
  const kind = imageKind(bytes)
  if (kind) return dataUrl(bytes, kind)
  try {
    return utf8.decode(bytes)
  } catch {
    return dataUrl(bytes)
  }
}

export function parquetJson(value: unknown): Json {
  if (value === undefined || value === null) return null
  if (typeof value === "bigint") return Number(value)
  if (typeof value === "number") return Number.isFinite(value) ? value : null
  if (typeof value === "string" || typeof value === "boolean") return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return textOrImage(value)
  if (Array.isArray(value)) return value.map(parquetJson)
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array, (each) => each)
  const members = value as { readonly [name: string]: unknown } // nothing else is left
  // An image of the datasets library: its bytes, or where it is.
  if (members.bytes instanceof Uint8Array) return dataUrl(members.bytes)
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, parquetJson(member)]))
}
