/** The part of docs/argilla-compatibility.md about recorded exchanges: what differs, by reason. */
import type { Recording } from "./differences.ts"
import type { Outcome } from "./held.ts"

const [start, end] = ["<!-- recorded exchanges -->", "<!-- end of recorded exchanges -->"]

/** Names by topic: `responses` 014, 106. */
function namesOf(ids: readonly string[]): string {
  const topics = new Map<string, string[]>()
  for (const id of ids) {
    const [, topic = id, number = ""] = /^(.*)-(\d+)$/.exec(id) ?? []
    topics.set(topic, [...(topics.get(topic) ?? []), number])
  }
  const named = [...topics].map(([topic, numbers]) => `\`${topic}\` ${numbers.sort().join(" ")}`)
  return named.sort().join(", ")
}

const cell = (text: string) => text.replaceAll("|", "\\|").replace(/^[a-z]/, (letter) => letter.toUpperCase())
const table = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n")

function byReason(entries: readonly (readonly [id: string, reason: string])[]) {
  const reasons = new Map<string, string[]>()
  for (const [id, reason] of entries) reasons.set(reason, [...(reasons.get(reason) ?? []), id])
  return [...reasons]
    .sort(([, some], [, others]) => others.length - some.length)
    .map(([reason, ids]) => [cell(reason).replace(/\.$/, ""), ids.length, namesOf(ids)])
}

interface Held {
  readonly recording: Recording
  readonly outcome: Outcome
}

function counts({ recording, outcome: { exchanges, differences, ruled } }: Held): number[] {
  const ids = exchanges.map(({ id }) => id)
  const sent = ids.filter((id) => !(id in recording.leftOut))
  const same = sent.filter((id) => !differences.has(id))
  const shared = same.filter((id) => ruled.has(id))
  return [
    ids.length,
    sent.length,
    same.length - shared.length,
    shared.length,
    sent.length - same.length,
    ids.length - sent.length,
  ]
}

const rowNames = [
  "recorded",
  "replayed",
  "answered the same",
  "the same but for what many answers share",
  "answered otherwise, for a reason listed below",
  "not replayed, for a reason listed below",
]

function partOf({ recording, outcome }: Held): string {
  const { name, rules, additions, decisions, leftOut } = recording
  const title = name.replace("argilla-", "Argilla ")
  const members = new Map<string, string[]>()
  for (const { member, reason } of additions)
    members.set(reason, [...(members.get(reason) ?? []), `\`${member}\``])
  const added = [...members].map(([reason, names]) => `- ${[...new Set(names)].join(", ")}: ${reason}`)
  const shared = rules.map((rule) => [cell(rule.reason), outcome.met.get(rule) ?? 0])
  const decided = decisions.flatMap(({ reason, exchanges }) =>
    Object.keys(exchanges).map((id) => [id, reason] as const),
  )
  return [
    `### ${title}`,
    table(["answered otherwise, because", "how often", "exchanges"], byReason(decided)),
    table(["not replayed, because", "how often", "exchanges"], byReason(Object.entries(leftOut))),
    table(["shared by many answers", "how often"], shared),
    `Members that Loam's answers have beyond those of ${title}:\n\n${added.join("\n")}`,
  ].join("\n\n")
}

const lists = `## Lists that a package can read

A list with one element that a Python package cannot parse fails as a whole. Each line of the package is therefore shown
what it can read, and the header \`loam-left-out\` of the answer says how many elements that leaves out:

- 1.29: datasets whose name has other characters than letters, digits, spaces, \`-\` and \`_\`, or begins with one of the last
  two; datasets with fields other than text; datasets with names of fields or questions beyond \`a-z0-9_-\`. By its id such
  a dataset is still answered, and the package says itself what it does not support.
- 2.8: workspaces whose name has other characters than letters, digits, \`-\` and \`_\`.

A 1.29 client is known by its HTTP library, httpx up to 0.26; a 2.8 client that runs on just 0.26 is taken for one: install a
newer httpx there. Datasets that a 1.29 client creates get only names that it can read.`

/** The page with its part about recorded exchanges made anew. */
export function withRecordedExchanges(page: string, held: readonly Held[]): string {
  const titles = held.map(({ recording }) => recording.name.replace("argilla-", "Argilla "))
  const numbers = held.map(counts)
  const part = [
    start,
    "## Recorded exchanges",
    `Requests recorded with running Argilla servers are replayed to Loam, and the answers compared: status, keys, types, ids,
error codes, kind and place of findings, order and totals, also of messages to webhooks. Sentences are Loam's own.
Every difference is decided about in \`packages/server/src/conformance\`; this part is written by its test, which fails
where one is not listed.`,
    table(
      ["", ...titles],
      rowNames.map((row, index) => [row, ...numbers.map((each) => each[index] ?? 0)]),
    ),
    ...held.map(partOf),
    lists,
    end,
  ].join("\n\n")
  if (!page.includes(start)) return `${page.trimEnd()}\n\n${part}\n`
  const [before = "", rest = ""] = page.split(start)
  return `${before}${part}${rest.slice(rest.indexOf(end) + end.length)}`
}
