/** The recording of Argilla 1.29: how it writes down requests and answers, turned into what the 2.8 one uses. */
import { join } from "node:path"
import { collectTexts, ranked, readFloats, readRecording, reducer } from "./wire-expectations.mjs"

/** @typedef {import("./wire-expectations.mjs").Json} Json */
/**
 * @typedef {object} Recorded
 * @property {string} id
 * @property {string} topic
 * @property {string} note
 * @property {string} as
 * @property {{ method: string, path: string, query: string, body: any, headers?: Record<string, string> }} request
 * @property {{ status: number, body: Json, content_type?: string }} response
 */

const fault = " [fault of the recorded server, not to be copied]"

/** @param {Recorded} line */
function credentialsOf({ as, request }) {
  const { authorization } = request.headers ?? {}
  const bearer = authorization?.replace("Bearer ", "").replace("<jwt>", "<token:w129-anna>")
  const key = { owner: "<key:owner>", "bad-key": "bad-key" }[as] ?? `<key:w129-${as}>`
  return {
    ...(as === "anonymous" || as === "bearer" ? {} : { key }),
    ...(bearer === undefined ? {} : { bearer }),
  }
}

/** `n` copies of a value become the first two and how many follow: names of the kind `<i>` go on by themselves.
 * @param {any} value @returns {any} */
function unrolled(value) {
  if (Array.isArray(value)) {
    const [{ $repeat: copied = undefined, $count: count = 0 } = {}] = value
    if (copied === undefined) return value.map(unrolled)
    const copy = (/** @type {number} */ index) =>
      JSON.parse(JSON.stringify(copied).replaceAll("<i>", String(index)))
    return [copy(0), copy(1), `...${count - 2} more`]
  }
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, unrolled(member)]))
}

/** What is sent as a body. @param {any} body */
function bodyOf(body) {
  if (body === null) return {}
  if (typeof body.$raw === "string") return { text: body.$raw, content_type: "application/json" }
  if (typeof body.$form === "string")
    return { text: body.$form, content_type: "application/x-www-form-urlencoded" }
  return { body: unrolled(body) }
}

/** Places of findings are facts; their kinds are those of a library of the time, which no client looks at, and so are
 * the names of its classes in places. @param {any} value @returns {any} */
function plain(value) {
  if (typeof value === "string") return value.replace(/^<api-key:[\w-]+>$/, "<api-key>")
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== "object" || value === null) return value
  if (typeof value.$more === "number") return `...${value.$more} more`
  if ("msg" in value && Array.isArray(value.loc)) {
    const named = (/** @type {unknown} */ part) => typeof part !== "string" || /^(?!__)[a-z]/.test(part)
    return { msg: "", type: null, loc: value.loc.filter(named) }
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]))
}

/** @param {string} recordings */
export async function readOlder(recordings) {
  const known = /** @type {Set<string>} */ (new Set())
  const reduce = reducer(known)
  /** @type {Recorded[]} */
  const lines = await readRecording(join(recordings, "argilla-1.29.jsonl"))
  const answers = await readFloats(join(recordings, "argilla-1.29.jsonl"))
  for (const { request } of lines) collectTexts(request.body, known)
  return lines.map((line, index) => {
    const { id, topic, note, request, response } = line
    const faulty = note.endsWith(fault)
    const workspace = request.headers?.["x-argilla-workspace"]
    return {
      id,
      topic,
      note: faulty ? note.slice(0, -fault.length) : note,
      ...(faulty ? { fault: true } : {}),
      credentials: credentialsOf(line),
      request: {
        method: request.method,
        path: request.path,
        ...(request.query ? { query: request.query } : {}),
        ...bodyOf(request.body),
        ...(workspace ? { workspace } : {}),
      },
      status: response.status,
      ...(response.content_type ? {} : { body: ranked(reduce(plain(answers[index])), request) }),
    }
  })
}
