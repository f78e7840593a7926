/** The README of a Hub dataset: ours where there is none; in somebody else's only what readers of the data need is changed. */
import { isMap, isSeq, parseDocument, type YAMLMap, YAMLSeq } from "yaml"

interface Parts {
  readonly yaml: string
  readonly body: string
}

const frontMatter = /^---\r?\n([\s\S]*?)\r?\n?---[ \t]*(?:\r?\n|$)/

function partsOf(card: string): Parts {
  const found = frontMatter.exec(card)
  return found ? { yaml: found[1] ?? "", body: card.slice(found[0].length) } : { yaml: "", body: card }
}

/** Begins the part that the next export writes anew; the rest of the page is somebody's. */
const begin = "<!-- loam:begin -->"
const end = "<!-- loam:end -->"
const ours = new RegExp(`${begin}[\\s\\S]*?${end}\\n?`)

const nameOf = (item: unknown) => (isMap(item) ? (item as YAMLMap).get("config_name") : undefined)

/** The list of one subset each: that of this export is replaced, the others stay. */
function mergeBySubset(present: unknown, fresh: unknown): unknown {
  if (!isSeq(fresh)) return fresh
  const names = new Set(fresh.items.map(nameOf))
  // `dataset_info` of a dataset without subsets is no list, but one map without a name: it goes.
  const old = isSeq(present) ? present.items : []
  const others = old.filter((item) => nameOf(item) !== undefined && !names.has(nameOf(item)))
  // Theirs is the default, where there are others: two would be refused.
  if (others.length > 0) for (const item of fresh.items) if (isMap(item)) item.delete("default")
  const merged = new YAMLSeq()
  merged.items = [...others, ...fresh.items]
  return merged
}

export function mergeCard(present: string | undefined, fresh: string): string {
  const own = partsOf(fresh)
  const section = `${begin}\n${own.body.trim()}\n${end}\n`
  if (present === undefined || present.trim() === "") return `---\n${own.yaml}\n---\n\n${section}`
  const there = partsOf(present)
  const body = there.body.replace(ours, () => section)
  const document = parseDocument(there.yaml)
  const isReadable = document.errors.length === 0 && (document.contents === null || isMap(document.contents))
  // What no reader can read helps nobody.
  if (!isReadable) return `---\n${own.yaml}\n---\n${body}`
  const facts = parseDocument(own.yaml)
  for (const key of ["configs", "dataset_info"])
    document.set(key, mergeBySubset(document.get(key, true), facts.get(key, true)))
  return `---\n${document.toString({ lineWidth: 0 }).trimEnd()}\n---\n${body}`
}
