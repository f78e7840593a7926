/** Says which part of a mapping is wrong and what could stand there. */
import type { Slot } from "./slots.ts"

export type MappingErrorCode =
  | "mapping-missing"
  | "mapping-ambiguous"
  | "mapping-unknown"
  | "mapping-wrong-type"
  | "mapping-too-many"
  | "mapping-option"
  | "mapping-slot"

function sentence(
  code: MappingErrorCode,
  slot: Slot,
  choices: readonly string[],
  reference?: string,
): string {
  const list = choices.length === 0 ? "nothing in this dataset" : choices.join(", ")
  switch (code) {
    case "mapping-missing":
      return `'${slot.name}' (${slot.means}) is needed, and this dataset has nothing left of a fitting type: ${slot.accepts.join(", ")}.`
    case "mapping-ambiguous":
      return `'${slot.name}' (${slot.means}) could be any of: ${list}. Say which.`
    case "mapping-unknown":
      return `'${slot.name}' names '${reference}', which this dataset does not have. Choices: ${list}.`
    case "mapping-wrong-type":
      return `'${slot.name}' names '${reference}', whose type does not fit. Choices: ${list}.`
    case "mapping-too-many":
      return `'${slot.name}' takes one name, ${choices.length} were given: ${list}.`
    default:
      return `'${slot.name}' (${slot.means}): ${reference ?? "not usable"}. Choices: ${list}.`
  }
}

export class MappingError extends Error {
  override name = "MappingError"
  readonly code: MappingErrorCode
  readonly slot: string
  readonly choices: readonly string[]

  constructor(code: MappingErrorCode, slot: Slot, choices: readonly string[], reference?: string) {
    super(sentence(code, slot, choices, reference))
    this.code = code
    this.slot = slot.name
    this.choices = choices
  }

  /** The mapping names a slot that the task does not have. */
  static straySlot(name: string, slots: readonly string[]): MappingError {
    const slot: Slot = { name, accepts: [], required: false, means: "not a part of this task" }
    return new MappingError("mapping-slot", slot, slots, "no such part")
  }
}
