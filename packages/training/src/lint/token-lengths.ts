/** Token lengths of a file in constant memory: how many rows, how long, how many too long. */

export interface TokenLengths {
  readonly rows: number
  readonly total: number
  readonly longest: number
  /** Upper ends, exact to 2 %: half, 95 % and 99 % of the rows are no longer. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Share of rows above the limit, where one was given. */
  readonly over?: number
}

/** Buckets grow by 2 %: 1,200 of them reach beyond ten billion tokens. */
const growth = Math.log(1.02)
const bucketOf = (tokens: number) => (tokens < 1 ? 0 : 1 + Math.floor(Math.log(tokens) / growth))
const upperEnd = (bucket: number) => (bucket === 0 ? 0 : Math.floor(Math.exp(bucket * growth)))

export interface TokenCounter {
  readonly add: (tokens: number) => void
  readonly result: () => TokenLengths
}

export function createTokenCounter(limit?: number): TokenCounter {
  const buckets = new Uint32Array(1200)
  let rows = 0
  let total = 0
  let longest = 0
  let over = 0

  function quantile(share: number): number {
    let seen = 0
    for (const [bucket, count] of buckets.entries()) {
      seen += count
      if (seen >= share * rows && seen > 0) return Math.min(upperEnd(bucket), longest)
    }
    return longest
  }

  return {
    add(tokens) {
      rows += 1
      total += tokens
      longest = Math.max(longest, tokens)
      if (limit !== undefined && tokens > limit) over += 1
      const bucket = Math.min(bucketOf(tokens), buckets.length - 1)
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
    },
    result: () => ({
      rows,
      total,
      longest,
      p50: quantile(0.5),
      p95: quantile(0.95),
      p99: quantile(0.99),
      ...(limit === undefined ? {} : { over: rows === 0 ? 0 : over / rows }),
    }),
  }
}
