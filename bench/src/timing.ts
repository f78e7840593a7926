/** Times repeated calls and sums them up. */

export interface Latency {
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly calls: number
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Of times in the order in which they grow. */
export const percentiles = (sorted: readonly number[]) => ({
  p50: percentile(sorted, 0.5),
  p95: percentile(sorted, 0.95),
  p99: percentile(sorted, 0.99),
})

/** One after the other, as one person does it; the first few calls warm up and do not count. */
export async function latencyOf(calls: number, run: (index: number) => Promise<unknown>): Promise<Latency> {
  const warmUp = Math.min(10, Math.ceil(calls / 10))
  const times: number[] = []
  for (let index = 0; index < calls + warmUp; index += 1) {
    const start = performance.now()
    await run(index)
    if (index >= warmUp) times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  return { ...percentiles(times), calls }
}

/** Things a second over all workers together. */
export async function rateOf(things: number, workers: readonly (() => Promise<unknown>)[]): Promise<number> {
  const start = performance.now()
  await Promise.all(workers.map((work) => work()))
  return things / ((performance.now() - start) / 1000)
}
