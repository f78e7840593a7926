/** Whether the fields of a record fit those of its dataset, by field type; the stored form, or the reason why not. */
import type { Field, FieldSettings } from "./fields.ts"
import { limits } from "./limits.ts"
import { listed } from "./questions/options.ts"
import { accepted, type Checked, kindOf, refused } from "./questions/question-type.ts"
import type { Json } from "./scalars.ts"

export type FieldRules = Pick<Field, "name" | "required" | "settings">

export type CheckedFields =
  | { readonly ok: true; readonly fields: { [name: string]: Json } }
  | { readonly ok: false; readonly reason: string }

type FieldType = FieldSettings["type"]

function checkText(value: Json): Checked {
  return typeof value === "string" ? accepted(value) : refused(`expects a text, found ${kindOf(value)}`)
}

const imageTypes = ["avif", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"]

function checkDataUrl(url: string): Checked {
  if (url.length > limits.imageDataUrl)
    return refused(`is longer than the ${limits.imageDataUrl} characters a data URL may have`)
  const type = /^data:image\/([a-z]+)[;,]/.exec(url)?.[1]
  if (type === undefined || !imageTypes.includes(type))
    return refused(
      `has a data URL of an unsupported type; these are supported: image/{${imageTypes.join(",")}}`,
    )
  return accepted(url)
}

function checkImage(value: Json): Checked {
  if (typeof value !== "string") return refused(`expects a URL, found ${kindOf(value)}`)
  if (value.startsWith("data:")) return checkDataUrl(value)
  if (!/^https?:\/\/[^/\s]+\//i.test(value) || !URL.canParse(value))
    return refused("expects a web address (http or https, with a path) or a data URL")
  return value.length > limits.imageUrl
    ? refused(`is longer than the ${limits.imageUrl} characters a web address may have`)
    : accepted(value)
}

const within = (value: Json | undefined, max: number) =>
  typeof value === "string" && value.length >= 1 && value.length <= max

function checkChat(value: Json): Checked {
  const { messages, role: longestRole, content: longestContent } = limits.chat
  if (!Array.isArray(value)) return refused(`expects a list of messages, found ${kindOf(value)}`)
  if (value.length > messages) return refused(`has ${value.length} messages, at most ${messages} are allowed`)
  const turns: Json[] = []
  for (const [index, turn] of value.entries()) {
    if (typeof turn !== "object" || turn === null || Array.isArray(turn))
      return refused(`message ${index} is not an object with role and content`)
    const { role, content } = turn
    if (!within(role, longestRole))
      return refused(`message ${index} needs a role of 1 to ${longestRole} characters`)
    if (!within(content, longestContent))
      return refused(`message ${index} needs a content of 1 to ${longestContent} characters`)
    turns.push({ role, content } as Json) // both were found to be texts
  }
  return accepted(turns)
}

function checkCustom(value: Json): Checked {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? accepted(value)
    : refused(`expects an object, found ${kindOf(value)}`)
}

const checks: { readonly [Type in FieldType]: (value: Json) => Checked } = {
  text: checkText,
  image: checkImage,
  chat: checkChat,
  custom: checkCustom,
}

/** `null` is an absent value; absent optional fields are not stored. */
export function checkFields(
  fields: Readonly<Record<string, Json>>,
  rules: readonly FieldRules[],
): CheckedFields {
  const given = Object.entries(fields)
  if (given.length === 0) return { ok: false, reason: "its fields are empty" }
  const stored: [string, Json][] = []
  for (const { name, required, settings } of rules) {
    const value = Object.hasOwn(fields, name) ? (fields[name] ?? null) : null
    if (value === null) {
      if (required) return { ok: false, reason: `the required field '${name}' is missing` }
      continue
    }
    const checked = checks[settings.type](value)
    if (!checked.ok) return { ok: false, reason: `${settings.type} field '${name}' ${checked.reason}` }
    stored.push([name, checked.value])
  }
  const known = new Set(rules.map((rule) => rule.name))
  const unknown = given.map(([name]) => name).filter((name) => !known.has(name))
  if (unknown.length > 0)
    return {
      ok: false,
      reason: `it has values for fields that the dataset does not have: ${listed(unknown)}`,
    }
  return { ok: true, fields: Object.fromEntries(stored) }
}
