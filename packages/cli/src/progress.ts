/** A progress bar on standard error, where somebody is there to see it. */
import { Presets, SingleBar } from "cli-progress"

export interface ProgressBar {
  /** `facts` follows the bar: counts, in words. */
  readonly update: (value: number, facts: string) => void
  readonly stop: () => void
}

const none: ProgressBar = { update: () => undefined, stop: () => undefined }

/** Without a total there is no bar, only the facts. */
export function startProgress(total: number | undefined, quiet: boolean): ProgressBar {
  if (quiet || process.stderr.isTTY !== true) return none
  const format = total === undefined ? "{facts}" : "{bar} {percentage}% | {facts} | {eta_formatted} left"
  const bar = new SingleBar(
    { format, stream: process.stderr, hideCursor: true, clearOnComplete: true, etaBuffer: 50 },
    Presets.shades_classic,
  )
  bar.start(total ?? 1, 0, { facts: "" })
  return {
    update: (value, facts) => bar.update(Math.min(value, total ?? 0), { facts }),
    stop: () => bar.stop(),
  }
}
