/** Measures a dataset against limits; what cannot be measured does not pass. */
import type { Gate, GateReport } from "@loam/schema"
import { countRecords, countWhere } from "../exports/index.ts"
import type { Reads } from "../http/context.ts"
import { agreementOn } from "./agreement.ts"
import { goldOn } from "./gold.ts"

interface Measured {
  readonly about: string
  readonly measured: number | null
  readonly note?: string | null
}

type GateOf<Name extends Gate["gate"]> = Extract<Gate, { gate: Name }>

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
const nothing = "There are no records."

async function agreement(reads: Reads, datasetId: string, gate: GateOf<"agreement">): Promise<Measured> {
  const { question, measure, level, of } = gate
  const found = await agreementOn(reads.database.db, datasetId, {
    question,
    ...(measure ? { measure: [measure] } : {}),
    level,
    seed: 0,
    draws: of === "low" ? 1_000 : 0,
  })
  // α where a question has it, else its first measure.
  const figure = found.measures.find((each) => each.measure === (measure ?? "alpha")) ?? found.measures[0]
  const name = [figure?.measure, figure?.variant].filter(Boolean).join(" ")
  return {
    about: `${name} of ${found.question.name}${of === "low" ? ", lower end" : ""}`,
    measured: (of === "low" ? figure?.interval?.low : figure?.value) ?? null,
    note: figure && "reason" in figure ? figure.reason : null,
  }
}

async function gold(reads: Reads, datasetId: string, gate: GateOf<"gold_accuracy">): Promise<Measured> {
  const { question, accuracy, with_gold, policy } = await goldOn(reads, datasetId, gate)
  return {
    about: `${String(policy.name)} of ${question.name} against ${gate.gold}${gate.of === "low" ? ", lower end" : ""}`,
    measured: accuracy.value === null || gate.of === "value" ? accuracy.value : accuracy.low,
    note: with_gold === 0 ? "No record has a right answer." : null,
  }
}

async function measureOne(reads: Reads, datasetId: string, gate: Gate): Promise<Measured> {
  const { db } = reads.database
  switch (gate.gate) {
    case "agreement":
      return agreement(reads, datasetId, gate)
    case "gold_accuracy":
      return gold(reads, datasetId, gate)
    case "completeness": {
      const total = await countRecords(db, datasetId, undefined)
      const measured = share(await countRecords(db, datasetId, "completed"), total)
      return { about: "records with all wanted answers", measured, note: total === 0 ? nothing : null }
    }
    case "resolved": {
      const { question, policy, records, resolved } = await goldOn(reads, datasetId, gate)
      const about = `records on which ${String(policy.name)} of ${question.name} decides`
      return { about, measured: share(resolved, records), note: records === 0 ? nothing : null }
    }
    case "records": {
      const measured = await countWhere(reads, datasetId, gate.where)
      return { about: gate.where === undefined ? "records" : `records with ${gate.where}`, measured }
    }
  }
}

export async function measureGates(
  reads: Reads,
  datasetId: string,
  gates: readonly Gate[],
): Promise<GateReport> {
  const items: GateReport["items"] = []
  for (const gate of gates) {
    const { about, measured, note = null } = await measureOne(reads, datasetId, gate)
    const passed = measured !== null && measured >= gate.at_least
    items.push({ gate: gate.gate, about, measured, at_least: gate.at_least, passed, note })
  }
  return { passed: items.every((item) => item.passed), items }
}
