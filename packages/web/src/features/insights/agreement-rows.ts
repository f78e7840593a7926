/** Estimates of agreement as rows of a drawing and of a table. */
import type { AgreementFigure } from "@loam/schema"
import type { RangeRow } from "./charts/Ranges.tsx"
import { decimal, whyMissing } from "./words.ts"

type Estimate = Pick<AgreementFigure, "value" | "interval" | "units">
type Missing = { value: number | null; reason?: keyof typeof whyMissing }

export const columnsOf = (first: string) => [first, "Value", "Low", "High", "Records"]

export const cellsOf = ({ value, interval, units }: Estimate) => [
  value,
  interval?.low ?? null,
  interval?.high ?? null,
  units,
]

export function estimateText(estimate: Estimate & Missing): string {
  const { value, interval } = estimate
  if (value === null) return "reason" in estimate && estimate.reason ? whyMissing[estimate.reason] : "–"
  return `${decimal(value)}${interval ? ` (${decimal(interval.low)} to ${decimal(interval.high)})` : ""}`
}

export function rangeOf(
  key: string,
  label: string,
  estimate: Estimate & Missing,
  more: { note?: string | undefined; bare?: boolean } = {},
): RangeRow {
  const { value, interval } = estimate
  return {
    key,
    label,
    value,
    low: interval?.low,
    high: interval?.high,
    text: estimateText(estimate),
    ...more,
  }
}

/** Zero is chance, the others are the ends of the bands. */
export const agreementMarks = [
  { at: 0, label: "0 chance" },
  { at: 0.667, label: "⅔" },
  { at: 0.8, label: "0.8" },
  { at: 1, label: "1" },
]

interface Extent {
  readonly value: number | null
  readonly low?: number | null | undefined
}

/** The lower end of the scale: just under zero, or under what is lower still. */
export const lowestOf = (rows: readonly Extent[]): number =>
  Math.min(-0.1, Math.floor(10 * Math.min(0, ...rows.map(({ value, low }) => low ?? value ?? 0))) / 10)
