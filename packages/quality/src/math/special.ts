/** Special functions: digamma, log-factorial, log-sum-exp, the normal quantile. */

/** ψ(x) for x > 0: recurrence up to 10, then the asymptotic series (error below 1e-13). */
export function digamma(x: number): number {
  let shift = 0
  let at = x
  while (at < 10) {
    shift -= 1 / at
    at += 1
  }
  const f = 1 / (at * at)
  const series = 1 / 12 - f * (1 / 120 - f * (1 / 252 - f * (1 / 240 - f * (1 / 132 - (f * 691) / 32760))))
  return shift + Math.log(at) - 0.5 / at - f * series
}

const SMALL_LOG_FACTORIALS = (() => {
  const table = new Float64Array(256)
  for (let n = 2; n < table.length; n++) table[n] = (table[n - 1] ?? 0) + Math.log(n)
  return table
})()

/** ln n! — a table below 256, Stirling's series above (error below 1e-15 relative). */
export function logFactorial(n: number): number {
  const small = SMALL_LOG_FACTORIALS[n]
  if (small !== undefined) return small
  const x = n + 1
  return (x - 0.5) * Math.log(x) - x + 0.9189385332046728 + 1 / (12 * x) - 1 / (360 * x ** 3)
}

/** ln Σ exp(values[from..to)), safe for very small and very large exponents; −∞ for none. */
export function logSumExp(values: ArrayLike<number>, from = 0, to = values.length): number {
  let top = Number.NEGATIVE_INFINITY
  for (let index = from; index < to; index++) top = Math.max(top, values[index] ?? Number.NEGATIVE_INFINITY)
  if (top === Number.NEGATIVE_INFINITY) return top
  let sum = 0
  for (let index = from; index < to; index++)
    sum += Math.exp((values[index] ?? Number.NEGATIVE_INFINITY) - top)
  return top + Math.log(sum)
}

/** 1 / (1 + e^−x) without overflow. */
export const logistic = (x: number): number =>
  x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))

/** Tail area of the normal distribution beyond z ≥ 0: Lentz's continued fraction above 2, the error series below. */
function normalTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  if (z < 2) {
    let term = z
    let sum = z
    for (let k = 1; Math.abs(term) > 1e-18; k++) {
      term *= (z * z) / (2 * k + 1)
      sum += term
    }
    return 0.5 - density * sum
  }
  let fraction = z
  for (let k = 200; k > 0; k--) fraction = z + k / fraction
  return density / fraction
}

/** z such that a standard normal variable stays below it with probability p in (0, 1), to about 1e-12. */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0
  const tail = Math.min(p, 1 - p)
  // Halving [0, 40] sixty times is slower than a rational formula and needs no table of coefficients.
  let low = 0
  let high = 40
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (normalTail(middle) > tail) low = middle
    else high = middle
  }
  return p < 0.5 ? -low : low
}
