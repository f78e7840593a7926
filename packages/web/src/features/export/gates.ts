/** Limits that a dataset must keep before somebody trains on it: as the page has them, as the server wants them, as YAML. */
import { agreementMeasures, type Gate, type Question } from "@loam/schema"

export interface Limit {
  readonly key: string
  readonly label: string
  /** Shares go from 0 to 1, counts are whole. */
  readonly unit: "share" | "count"
  readonly usual: number
  readonly gate: (atLeast: number) => Gate
}

const decided = (type: string) => type !== "text"

/** What can be asked of these questions. */
export function limitsFor(
  questions: readonly Pick<Question, "name" | "title" | "settings">[],
  where: string | undefined,
): Limit[] {
  const agreement = questions.flatMap(({ name, title, settings }): Limit[] => {
    const measures: readonly string[] = agreementMeasures[settings.type]
    const measure = measures.includes("alpha") ? "alpha" : agreementMeasures[settings.type][0]
    return [
      {
        key: `agreement/${name}`,
        label: `Agreement on “${title}” (${measure === "alpha" ? "α" : measure.replaceAll("_", " ")})`,
        unit: "share",
        usual: 0.667,
        gate: (at_least) => ({ gate: "agreement", question: name, measure, of: "value", at_least }),
      },
    ]
  })
  const resolved = questions
    .filter(({ settings }) => decided(settings.type))
    .map(
      ({ name, title }): Limit => ({
        key: `resolved/${name}`,
        label: `Records with one answer to “${title}”`,
        unit: "share",
        usual: 0.95,
        gate: (at_least) => ({ gate: "resolved", question: name, at_least }),
      }),
    )
  return [
    {
      key: "completeness",
      label: "Records with all wanted answers",
      unit: "share",
      usual: 1,
      gate: (at_least) => ({ gate: "completeness", at_least }),
    },
    {
      key: "records",
      label: where ? "Records that pass the selection" : "Records",
      unit: "count",
      usual: 500,
      gate: (at_least) => ({ gate: "records", ...(where ? { where } : {}), at_least: Math.round(at_least) }),
    },
    ...agreement,
    ...resolved,
  ]
}

const scalar = (value: unknown) => (typeof value === "number" ? String(value) : JSON.stringify(value))

/** JSON strings are YAML strings, so names and expressions need no quoting of their own. */
export function asYaml(gates: readonly Gate[]): string {
  const lines = gates.map((gate) => {
    const members = Object.entries(gate).filter(([name, value]) => !(name === "of" && value === "value"))
    return `  - {${members.map(([name, value]) => `${name}: ${scalar(value)}`).join(", ")}}`
  })
  return `gates:\n${lines.join("\n")}\n`
}
