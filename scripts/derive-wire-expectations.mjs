/**
 * Turns recorded exchanges with an Argilla server into the expectations that the conformance test replays: requests
 * as they were sent, and of the answers what clients rely on (status, keys, types, ids, codes, order). The originals'
 * sentences are left behind.
 *
 *   node scripts/derive-wire-expectations.mjs <folder of the recordings>
 */
import { createReadStream } from "node:fs"
import { mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

/** @typedef {null | boolean | number | string | Json[] | { [key: string]: Json }} Json */
/**
 * @typedef {object} Recorded
 * @property {string} id
 * @property {string} topic
 * @property {string} note
 * @property {string} as
 * @property {"http" | "sdk" | "delivery"} via
 * @property {"setup" | "case"} role
 * @property {number} seq
 * @property {{ method: string, path: string, query?: string, body?: Json, raw_body?: string, content_type?: string, auth?: string }} request
 * @property {{ status: number, body?: Json, raw_body?: string, headers?: Record<string, string> }} response
 */

const topics = [
  ...["setup", "info", "auth", "errors", "users", "workspaces", "datasets", "fields", "questions", "publish"],
  ...["records-create", "records-upsert", "records", "records-list", "records-delete", "suggestions"],
  ...["metadata-properties", "metadata-values", "metadata-metrics", "vectors-settings", "vector-values"],
  ...["responses", "responses-bulk", "distribution", "deletion", "visibility"],
  ...["jobs", "webhooks", "webhook-events"],
]

/** Doors that are not built yet. */
const laterDoors = /\/search/

/** Who asks, by the name of the user created for them. */
const people = {
  owner: "owner",
  admin: "wire28-admin",
  annotator: "wire28-annotator",
  annotator2: "wire28-annotator2",
  "admin-outside": "wire28-admin-outside",
  "annotator-outside": "wire28-annotator-outside",
  owner2: "wire28-owner2",
  leaver: "wire28-leaver",
}

/** Credentials of the few requests that brought more or less than a key. */
const credentials = {
  "auth-015": { key: "bad-api-key", bearer: "<token:wire28-annotator>" },
  "auth-016": { key: "<key:owner>", bearer: "<token:wire28-annotator>" },
  "auth-017": { bearer: "not.a.token" },
  "auth-018": { bearer: "" },
  "auth-022": { bearer: "<token:wire28-tokdel>" },
}

/** Bytes and headers that JSON lines cannot show. */
const sentAs = { "errors-016": "json without content type", "errors-018": "json with byte order mark" }

const fault = " [fault of the recorded server, not to be copied]"

/** @param {Recorded} line */
function credentialsOf({ id, as, request }) {
  if (id in credentials) return credentials[/** @type {keyof typeof credentials} */ (id)]
  if (request.auth) return { key: request.auth }
  const name = people[/** @type {keyof typeof people} */ (as)]
  return name ? { key: `<key:${name}>` } : {}
}

/** A branch of a union is named after what the original is made of: that much is nobody's business.
 * @param {Json} part @returns {Json} */
const reducePlace = (part) => (typeof part === "string" && /[[(]/.test(part) ? "<branch>" : part)

/** Texts that came from requests are known; single words are names of kinds and states; all else is a sentence.
 * @param {Set<string>} known */
const reducer = (known) => {
  const isFact = (/** @type {string} */ text) =>
    known.has(text) ||
    /^[\w.:-]{1,60}$/.test(text) ||
    /^<[\w-]+(:[\w-]+)?>$/.test(text) ||
    /^\.\.\.\d+ more$/.test(text)
  /** @param {Json} value @param {string} [key] @returns {Json} */
  const reduce = (value, key) => {
    if (typeof value === "string") return key !== "detail" && isFact(value) ? value : "<text>"
    if (Array.isArray(value)) return value.map((item) => reduce(item))
    if (typeof value !== "object" || value === null) return value
    if ("msg" in value && Array.isArray(value.loc))
      return { type: value.type ?? null, loc: value.loc.map(reducePlace) }
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => name !== "message")
        .map(([name, member]) => [name, reduce(member, name)]),
    )
  }
  return reduce
}

/** @param {Json | undefined} value @param {Set<string>} into */
function collectTexts(value, into) {
  if (typeof value === "string") into.add(value)
  else if (typeof value === "object" && value !== null)
    for (const member of Object.values(value)) collectTexts(member, into)
}

/** @param {Recorded} line @param {(value: Json) => Json} reduce */
function expectationOf(line, reduce) {
  const { id, topic, note, role, seq, request, response } = line
  const { method, path, query, body, raw_body, content_type } = request
  const faulty = note.endsWith(fault)
  const { allow, location } = response.headers ?? {}
  return {
    id,
    topic,
    seq,
    note: faulty ? note.slice(0, -fault.length) : note,
    ...(faulty ? { fault: true } : {}),
    ...(role === "setup" ? { partial: true } : {}),
    credentials: credentialsOf(line),
    request: {
      method,
      path,
      ...(query ? { query } : {}),
      ...(body === undefined ? {} : { body }),
      ...(raw_body === undefined ? {} : { text: raw_body }),
      ...(content_type ? { content_type } : {}),
      ...(id in sentAs ? { sent_as: sentAs[/** @type {keyof typeof sentAs} */ (id)] } : {}),
    },
    status: response.status,
    ...(allow ? { allow } : {}),
    ...(location ? { location: location.replace("<base>", "") } : {}),
    ...(response.body === undefined ? {} : { body: reduce(response.body) }),
  }
}

/** Lines of the wanted topics. Some hold NaN, which JSON does not know: those are left out, no client sends it.
 * @param {string} file @returns {Promise<Recorded[]>} */
async function readLines(file) {
  /** @type {Recorded[]} */
  const lines = []
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const topic = /"topic": ?"([\w-]+)"/.exec(line)?.[1]
    if (topic && topics.includes(topic) && !/[:,[]\s*-?(?:NaN|Infinity)\b/.test(line))
      lines.push(JSON.parse(line))
  }
  return lines.sort((a, b) => a.seq - b.seq)
}

async function main() {
  const folder = process.argv[2]
  if (!folder) throw new Error("usage: node scripts/derive-wire-expectations.mjs <folder of the recordings>")
  const target = fileURLToPath(new URL("../packages/server/src/conformance/expectations/", import.meta.url))
  const known = /** @type {Set<string>} */ (new Set())
  const reduce = reducer(known)
  const byTopic = new Map(topics.map((topic) => [topic, /** @type {string[]} */ ([])]))
  for (const line of await readLines(join(folder, "argilla-2.8.jsonl"))) {
    if (line.via !== "http") continue
    collectTexts(line.request.body, known)
    if (laterDoors.test(line.request.path)) continue
    byTopic.get(line.topic)?.push(JSON.stringify(expectationOf(line, reduce)))
  }
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })
  let total = 0
  for (const [topic, lines] of byTopic) {
    await writeFile(join(target, `${topic}.jsonl`), `${lines.join("\n")}\n`)
    total += lines.length
  }
  const policies = JSON.parse(await readFile(join(folder, "argilla-2.8-policies.json"), "utf8"))
  const rows = policies.rows.filter(
    (/** @type {{ endpoint: string }} */ row) => !laterDoors.test(row.endpoint),
  )
  await writeFile(join(target, "policies.json"), `${JSON.stringify(rows, null, 2)}\n`)
  process.stdout.write(`${total} expectations of ${byTopic.size} topics written to ${target}\n`)
}

await main()
