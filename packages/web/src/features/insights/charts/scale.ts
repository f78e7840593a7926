/** A straight scale as CSS has it, and the bands by which agreement is read. */

export interface Scale {
  readonly min: number
  readonly max: number
}

/** Where a value stands, in percent of the scale; what lies beyond it stands at its end. */
export const place = ({ min, max }: Scale, value: number): string =>
  `${(100 * (Math.min(max, Math.max(min, value)) - min)) / (max - min)}%`

export interface Band {
  readonly from: number
  readonly to: number
  readonly label: string
  readonly tone: "tentative" | "reliable"
}

/** Krippendorff's: conclusions from 0.8 on, tentative ones from two thirds. */
export const agreementBands: readonly Band[] = [
  { from: 0.667, to: 0.8, label: "Tentative, from ⅔", tone: "tentative" },
  { from: 0.8, to: 1, label: "Reliable, from 0.8", tone: "reliable" },
]
