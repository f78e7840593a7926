/** What recorded exchanges become: what clients rely on in an answer, without the originals' sentences. */
import { createReadStream } from "node:fs"
import { mkdir, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { createInterface } from "node:readline"

/** @typedef {null | boolean | number | string | Json[] | { [key: string]: Json }} Json */

/** Numbers that JSON does not know, as some clients send them. */
const bareNumber = /([:,[]\s*)(-?(?:NaN|Infinity))(?=\s*[,\]}])/g

/** A line of a recording; numbers that JSON does not know are `<bare:NaN>`. @param {string} line */
const parseLine = (line) => JSON.parse(line.replace(bareNumber, '$1"<bare:$2>"'))

/** The same with `<float 2>` for 2.0, which JavaScript takes for 2. @param {string} line */
const parseFloats = (line) =>
  JSON.parse(line, (_, value, /** @type {{ source?: string }} */ { source = "" } = {}) =>
    typeof value === "number" && Number.isInteger(value) && /[.e]/.test(source) ? `<float ${value}>` : value,
  )

/** Answers with floats told from integers. @param {string} file @returns {Promise<any[]>} */
export async function readFloats(file) {
  const lines = []
  for await (const line of createInterface({ input: createReadStream(file) }))
    lines.push(parseFloats(line).response.body)
  return lines
}

/** The bytes of a body that JSON cannot hold. @param {Json | undefined} body @returns {string | undefined} */
export function bareText(body) {
  const text = JSON.stringify(body ?? null)
  return text.includes('"<bare:') ? text.replace(/"<bare:([^>]+)>"/g, "$1") : undefined
}

/** @param {string} file @returns {Promise<any[]>} */
export async function readRecording(file) {
  const lines = []
  for await (const line of createInterface({ input: createReadStream(file) })) lines.push(parseLine(line))
  return lines
}

/** A branch of a union is named after what the original is made of: that much is nobody's business.
 * @param {Json} part @returns {Json} */
const reducePlace = (part) => (typeof part === "string" && /[[(]/.test(part) ? "<branch>" : part)

/** Texts that came from requests are known; single words are names of kinds and states; all else is a sentence.
 * @param {Set<string>} known */
export const reducer = (known) => {
  const isFact = (/** @type {string} */ text) =>
    known.has(text) ||
    /^[\w.:-]{1,60}$/.test(text) ||
    /^<[\w-]+(:[\w-]+)?>$/.test(text) ||
    /^<float -?\d+>$/.test(text) ||
    /^\.\.\.\d+ more$/.test(text)
  /** @param {Json} value @param {string} [key] @returns {Json} */
  const reduce = (value, key) => {
    if (typeof value === "string")
      return key !== "detail" && key !== "message" && isFact(value) ? value : "<text>"
    if (Array.isArray(value)) return value.map((item) => reduce(item))
    if (typeof value !== "object" || value === null) return value
    if ("msg" in value && Array.isArray(value.loc))
      return { type: value.type ?? null, loc: value.loc.map(reducePlace) }
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, reduce(member, name)]))
  }
  return reduce
}

/**
 * Scores of a search become their rank: which fits better is a fact, the numbers are one server's. Where the original
 * draws lots (one's own records without a text or an order), all are as good.
 * @param {Json} body @param {{ path: string, body?: any }} request @returns {Json}
 */
export function ranked(body, { path, body: asked }) {
  if (typeof body !== "object" || body === null || Array.isArray(body) || !Array.isArray(body.items))
    return body
  const lots = path.includes("/me/") && !asked?.query?.text && !asked?.query?.vector
  let [rank, last] = [0, /** @type {Json | undefined} */ (undefined)]
  const items = body.items.map((item) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item
    const { query_score } = item
    const scored = typeof query_score === "number" || String(query_score).startsWith("<float ")
    if (!scored) return item
    if (last !== undefined && query_score !== last && !lots) rank += 1
    last = query_score
    return { ...item, query_score: `<score ${rank}>` }
  })
  return { ...body, items }
}

/** @param {Json | undefined} value @param {Set<string>} into */
export function collectTexts(value, into) {
  if (typeof value === "string") into.add(value)
  else if (typeof value === "object" && value !== null)
    for (const member of Object.values(value)) collectTexts(member, into)
}

/** A file a topic. @param {string} folder @param {Iterable<{ topic: string }>} expectations */
export async function writeTopics(folder, expectations) {
  /** @type {Map<string, string[]>} */
  const topics = new Map()
  for (const each of expectations)
    topics.set(each.topic, [...(topics.get(each.topic) ?? []), JSON.stringify(each)])
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const [topic, lines] of topics)
    await writeFile(join(folder, `${topic}.jsonl`), `${lines.join("\n")}\n`)
  return topics.size
}
