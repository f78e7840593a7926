/** Slots: what a task needs from a dataset, and how a person's mapping (or a safe guess) fills it. */
import { MappingError } from "./mapping-error.ts"
import type { SourceDataset } from "./types.ts"

/** What may fill a slot: a field or a question by type, a key of the records' metadata. */
export type SlotKind =
  | "field:text"
  | "field:chat"
  | "field:image"
  | "field:custom"
  | "question:text"
  | "question:rating"
  | "question:label_selection"
  | "question:multi_label_selection"
  | "question:ranking"
  | "question:span"
  | "metadata"

export interface Slot {
  readonly name: string
  readonly accepts: readonly SlotKind[]
  readonly required: boolean
  /** Takes a list. */
  readonly many?: boolean
  /** One sentence for forms and error messages. */
  readonly means: string
  /** Names that mark the right choice where several would do. */
  readonly usual?: readonly string[]
  /** The kinds among which a guess is made; all accepted ones unless given. */
  readonly guesses?: readonly SlotKind[]
  /**
   * What may be guessed among the sources that no other slot has taken. `usual`: one with a usual name, or the only
   * one that fits a required slot (default). `only`: the same for an optional slot. `all`: everything that fits.
   * `rest`: everything that fits when all other slots are filled. `never`: nothing.
   */
  readonly guess?: "usual" | "only" | "all" | "rest" | "never"
}

/** A resolved choice. */
export interface Source {
  readonly from: "field" | "question" | "metadata"
  readonly name: string
  readonly kind: SlotKind
}

/** A person's choices by slot: `"prompt"`, or `"field:prompt"` where a field and a question share a name. */
export type Mapping = Readonly<Record<string, string | readonly string[]>>

export type Resolved = ReadonlyMap<string, readonly Source[]>

/** Everything in a dataset that could fill a slot. */
function sources(dataset: SourceDataset): Source[] {
  return [
    ...dataset.fields.map(({ name, settings }) => source("field", name, `field:${settings.type}`)),
    ...dataset.questions.map(({ name, settings }) => source("question", name, `question:${settings.type}`)),
    ...(dataset.metadata_properties ?? []).map(({ name }) => source("metadata", name, "metadata")),
  ]
}

function source(from: Source["from"], name: string, kind: SlotKind): Source {
  return { from, name, kind }
}

const write = ({ from, name }: Source) => `${from}:${name}`

/** What would fit a slot, as it is written in a mapping. */
export function choicesFor(slot: Slot, dataset: SourceDataset): string[] {
  return fitting(slot, dataset).map(write)
}

function fitting(slot: Slot, dataset: SourceDataset): Source[] {
  return sources(dataset).filter(({ kind }) => slot.accepts.includes(kind))
}

function find(reference: string, slot: Slot, dataset: SourceDataset): Source {
  const prefixed = /^(field|question|metadata):(.*)$/su.exec(reference)
  // Metadata need not be declared: any key of the records will do when it is named as one.
  if (prefixed?.[1] === "metadata" && slot.accepts.includes("metadata")) {
    return source("metadata", prefixed[2] ?? "", "metadata")
  }
  const named = sources(dataset).filter((one) => write(one) === reference || one.name === reference)
  const matches = named.filter(({ kind }) => slot.accepts.includes(kind))
  const [only] = matches
  if (only === undefined) {
    const code = named.length > 0 ? "mapping-wrong-type" : "mapping-unknown"
    throw new MappingError(code, slot, choicesFor(slot, dataset), reference)
  }
  if (matches.length > 1) throw new MappingError("mapping-ambiguous", slot, matches.map(write), reference)
  return only
}

function given(slot: Slot, dataset: SourceDataset, mapping: Mapping): Source[] | undefined {
  const value = mapping[slot.name]
  if (value === undefined) return undefined
  const references = [value].flat()
  if (references.length > 1 && slot.many !== true) {
    throw new MappingError("mapping-too-many", slot, references)
  }
  return references.map((reference) => find(reference, slot, dataset))
}

const byName = (slot: Slot) => slot.guess === undefined || slot.guess === "usual" || slot.guess === "only"

/** The guesses, surest first, so that a field with a telling name is gone before another part takes what is left. */
const guesses: readonly ((slot: Slot, free: readonly Source[]) => readonly Source[] | undefined)[] = [
  (slot, free) => {
    const usual = free.filter(({ name }) => slot.usual?.includes(name.toLowerCase()))
    return byName(slot) && usual.length === 1 ? usual : undefined
  },
  (slot, free) =>
    byName(slot) && (slot.required || slot.guess === "only") && free.length === 1 ? free : undefined,
  (slot, free) => (slot.guess === "all" && free.length > 0 ? free : undefined),
  (slot, free) => (slot.guess === "rest" ? free : undefined),
]

/** Fills every slot from the mapping, else by a guess that cannot be wrong, else throws with the choices. */
export function resolveMapping(
  slots: readonly Slot[],
  dataset: SourceDataset,
  mapping: Mapping = {},
): Resolved {
  const known = slots.map(({ name }) => name)
  const stray = Object.keys(mapping).find((name) => !known.includes(name))
  if (stray !== undefined) throw MappingError.straySlot(stray, known)
  const resolved = new Map<string, readonly Source[]>()
  const taken = new Set<string>()
  const take = (slot: Slot, chosen: readonly Source[] | undefined) => {
    if (chosen === undefined) return
    resolved.set(slot.name, chosen)
    for (const one of chosen) taken.add(write(one))
  }
  for (const slot of slots) take(slot, given(slot, dataset, mapping))
  for (const guess of guesses) {
    for (const slot of slots.filter(({ name }) => !resolved.has(name))) {
      const kinds = slot.guesses ?? slot.accepts.filter((kind) => kind !== "metadata")
      const fits = fitting(slot, dataset).filter((one) => kinds.includes(one.kind))
      take(
        slot,
        guess(
          slot,
          fits.filter((one) => !taken.has(write(one))),
        ),
      )
    }
  }
  const open = slots.find((slot) => slot.required && !resolved.has(slot.name))
  if (open !== undefined) {
    const free = choicesFor(open, dataset).filter((choice) => !taken.has(choice))
    throw new MappingError(free.length === 0 ? "mapping-missing" : "mapping-ambiguous", open, free)
  }
  return resolved
}
