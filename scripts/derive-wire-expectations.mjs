/**
 * Turns recorded exchanges with Argilla servers into the expectations that the conformance tests replay: requests as
 * they were sent, and of the answers what clients rely on (status, keys, types, ids, codes, order). The originals'
 * sentences are left behind.
 *
 *   node scripts/derive-wire-expectations.mjs <folder of the recordings>
 */
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { readOlder } from "./lib/wire-argilla-1.29.mjs"
import {
  bareText,
  collectTexts,
  ranked,
  readRecording,
  reducer,
  writeTopics,
} from "./lib/wire-expectations.mjs"

/** @typedef {import("./lib/wire-expectations.mjs").Json} Json */
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

/** Deliveries are looked at behind the last step they tell of, before their webhook is removed. */
const deliveriesAt = 1674

/** @param {Recorded} line */
function credentialsOf({ id, as, request }) {
  if (id in credentials) return credentials[/** @type {keyof typeof credentials} */ (id)]
  if (request.auth) return { key: request.auth }
  const name = people[/** @type {keyof typeof people} */ (as)]
  return name ? { key: `<key:${name}>` } : {}
}

/** @param {Recorded} line @param {(value: Json) => Json} reduce */
function expectationOf(line, reduce) {
  const { id, topic, role, seq, request, response } = line
  const { method, path, query, body, content_type } = request
  const text = request.raw_body ?? bareText(body)
  const faulty = line.note.endsWith(fault)
  const { allow, location } = response.headers ?? {}
  return {
    id,
    topic,
    seq,
    note: faulty ? line.note.slice(0, -fault.length) : line.note,
    ...(faulty ? { fault: true } : {}),
    ...(role === "setup" ? { partial: true } : {}),
    credentials: credentialsOf(line),
    request: {
      method,
      path,
      ...(query ? { query } : {}),
      ...(text === undefined ? { ...(body === undefined ? {} : { body }) } : { text }),
      ...(content_type ? { content_type } : {}),
      ...(id in sentAs ? { sent_as: sentAs[/** @type {keyof typeof sentAs} */ (id)] } : {}),
    },
    status: response.status,
    ...(allow ? { allow } : {}),
    ...(location ? { location: location.replace("<base>", "") } : {}),
    ...(response.body === undefined ? {} : { body: ranked(reduce(response.body), request) }),
  }
}

/** A message that the server sent: which one, and what it says.
 * @param {Recorded} line @param {(value: Json) => Json} reduce */
function deliveryOf({ id, topic, note, seq, request }, reduce) {
  const { timestamp: _, ...message } = /** @type {{ [key: string]: Json }} */ (request.body)
  return {
    id,
    topic,
    seq: deliveriesAt + seq / 10_000,
    note,
    credentials: {},
    request: { method: "DELIVERY", path: "/" },
    status: 200,
    // The one moment that names its zone.
    body: { .../** @type {object} */ (reduce(message)), timestamp: "<time>Z" },
  }
}

/** @param {string} recordings @param {string} conformance */
async function deriveNewer(recordings, conformance) {
  /** @type {Recorded[]} */
  const lines = await readRecording(join(recordings, "argilla-2.8.jsonl"))
  const known = /** @type {Set<string>} */ (new Set())
  const reduce = reducer(known)
  const target = join(conformance, "argilla-2.8")
  const expectations = lines
    .sort((a, b) => a.seq - b.seq)
    .map((line) => {
      collectTexts(line.request.body, known)
      return line.via === "delivery" ? deliveryOf(line, reduce) : expectationOf(line, reduce)
    })
  const topics = await writeTopics(target, expectations)
  const policies = JSON.parse(await readFile(join(recordings, "argilla-2.8-policies.json"), "utf8"))
  await writeFile(join(target, "policies.json"), `${JSON.stringify(policies.rows, null, 2)}\n`)
  return `${expectations.length} expectations of ${topics} topics written to ${target}\n`
}

/** @param {string} recordings @param {string} conformance */
async function deriveOlder(recordings, conformance) {
  const target = join(conformance, "argilla-1.29")
  const expectations = await readOlder(recordings)
  const topics = await writeTopics(target, expectations)
  return `${expectations.length} expectations of ${topics} topics written to ${target}\n`
}

const [, , recordings] = process.argv
if (!recordings)
  throw new Error("usage: node scripts/derive-wire-expectations.mjs <folder of the recordings>")
const conformance = fileURLToPath(new URL("../packages/server/src/conformance/", import.meta.url))
process.stdout.write(await deriveNewer(recordings, conformance))
process.stdout.write(await deriveOlder(recordings, conformance))
