/** Figures in plain words: names of measures, what a value means, why one is missing. */
import type { AgreementFigure, AgreementMeasure, Forecast, MeasureReason } from "@loam/schema"
import { counted } from "../../ui/numbers.ts"
import { dayName } from "./days.ts"

export const measureNames: Record<AgreementMeasure, string> = {
  percent: "Percent agreement",
  alpha: "Krippendorff’s α",
  fleiss: "Fleiss’ κ",
  ac1: "Gwet’s AC1",
  ac2: "Gwet’s AC2",
  brennan_prediger: "Brennan–Prediger",
  cohen: "Cohen’s κ, mean of pairs",
  tau: "Kendall’s τ",
  w: "Kendall’s W",
  f1_offset: "F1 by letters",
  f1_exact: "F1, exact marks",
  f1_partial: "F1, overlapping marks",
  gamma: "γ",
}

/** The figure to look at first, by type of question. */
export const leadingMeasure: Record<string, AgreementMeasure> = {
  text: "percent",
  label_selection: "alpha",
  multi_label_selection: "alpha",
  rating: "alpha",
  ranking: "alpha",
  span: "f1_offset",
}

export const whyMissing: Record<MeasureReason, string> = {
  no_ratings: "nobody has answered yet",
  no_pairs: "needs two answers on the same record",
  no_variation: "all answers are the same, so there is nothing to tell apart",
  too_few_values: "needs more answers",
  not_numeric: "the answers are no numbers",
  negative_values: "negative answers have no ratio",
  too_many_values: "too many different answers",
  too_large: "too many answers at once",
  zero_weight: "no answer has any weight",
  not_connected: "the comparisons do not link all models with each other",
  ties_unbounded: "ties that no win contradicts",
  regularised: "steadied by a weak prior, as some models never won or never lost",
  not_converged: "the fit did not settle",
}

/** Written with a real minus, never as NaN. */
export function decimal(value: number | null, digits = 2): string {
  if (value === null || !Number.isFinite(value)) return "–"
  return value
    .toFixed(digits)
    .replace(/^-(?=.*[1-9])/, "−")
    .replace(/^-/, "")
}

export function share(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return "–"
  const rounded = Math.round(100 * value)
  if (rounded === 100 && value < 1) return "99%"
  if (rounded === 0 && value > 0) return "1%"
  return `${rounded}%`
}

export interface Reading {
  readonly title: string
  readonly text: string
}

/** Krippendorff's own bands; other measures have none that people agree on. */
export function readingOf({ measure, value }: Pick<AgreementFigure, "measure" | "value">): Reading | null {
  if (value === null) return null
  if (measure !== "alpha") return null
  if (value >= 0.8)
    return {
      title: "Reliable",
      text: "0.8 or more is what is usually asked for before conclusions are drawn.",
    }
  if (value >= 0.667)
    return { title: "Tentative", text: "Between 0.667 and 0.8: good enough for tentative conclusions." }
  if (value > 0.05)
    return {
      title: "Low",
      text: "Under 0.667. Opinions and preferences often lie here, between 0.1 and 0.5; for facts, look at the guidelines and at what is disputed.",
    }
  if (value >= -0.05)
    return { title: "As by chance", text: "People agree no more than if they had drawn their answers." }
  return {
    title: "Opposed",
    text: "People agree less than by chance: they may read the question in different ways.",
  }
}

const whyNoForecast: Record<NonNullable<Forecast["reason"]>, string> = {
  done: "All wanted answers are there.",
  no_records: "There are no records yet.",
  no_answers: "A forecast appears once people have answered on two days.",
  too_few_days: "A forecast needs answers on two days: a single one says little about the next.",
  idle: "Nobody has answered in the last two weeks, so there is no pace to go by.",
}

export function forecastWords(forecast: Forecast): Reading {
  const { reason, expected, earliest, latest, per_day, days, remaining } = forecast
  if (reason) return { title: reason === "done" ? "Done" : "No forecast yet", text: whyNoForecast[reason] }
  const pace = `${counted(Math.round(per_day ?? 0), "answer")} a day over the last ${counted(days, "day")}, ${counted(remaining, "answer")} to go`
  if (!expected || !earliest) return { title: "Many years", text: `${pace}.` }
  const range = latest
    ? `between ${dayName(earliest, true)} and ${dayName(latest, true)}`
    : `not before ${dayName(earliest, true)}; the pace is too uneven for a latest day`
  return { title: `about ${dayName(expected, true)}`, text: `${pace}: ${range}.` }
}
