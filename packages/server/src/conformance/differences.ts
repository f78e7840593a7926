/** How differences from a recording are decided about. */
import type { Addition } from "./additions.ts"
import type { Exchange } from "./exchange.ts"

/** Differences that many exchanges share: their lines are taken out before the rest is compared. */
export interface Rule {
  readonly reason: string
  readonly line: RegExp
}

/** One decision, and the exchanges it shows in, with their differences as the comparison words them. */
export interface Decision {
  readonly reason: string
  readonly exchanges: Readonly<Record<string, readonly string[]>>
}

export interface Recording {
  /** Its folder here, and what it is called. */
  readonly name: string
  /** When an exchange came to be, as a number to sort by. */
  readonly place: (exchange: Exchange) => number
  readonly userAgent?: string
  /** Its client tells 2.0 from 2. */
  readonly floats?: boolean
  /** Exchanges that are not sent, with the reason. */
  readonly leftOut: Readonly<Record<string, string>>
  /** Requests that the recording does not hold, and that what it holds builds on. */
  readonly supplied: readonly Exchange[]
  readonly rules: readonly Rule[]
  readonly additions: readonly Addition[]
  readonly decisions: readonly Decision[]
}
