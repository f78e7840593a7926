/** One thing that `loam doctor` looked at. */
export interface Check {
  readonly name: string
  /** `warning`: it works, but not as well as it could. */
  readonly status: "ok" | "warning" | "problem"
  /** What was found. */
  readonly found: string
  /** What to do; absent when all is well. */
  readonly remedy?: string
}

export const ok = (name: string, found: string): Check => ({ name, status: "ok", found })
export const warning = (name: string, found: string, remedy: string): Check => ({
  name,
  status: "warning",
  found,
  remedy,
})
export const problem = (name: string, found: string, remedy: string): Check => ({
  name,
  status: "problem",
  found,
  remedy,
})

/** A clock that is off by more puts sessions, leases and what happened when in doubt. */
const mostSeconds = 5

export function clockCheck(whose: string, aheadMilliseconds: number): Check {
  const name = "clock"
  const seconds = Math.abs(aheadMilliseconds) / 1000
  if (seconds <= mostSeconds) return ok(name, `agrees with ${whose}`)
  const found = `${whose} is ${Math.round(seconds)} s ${aheadMilliseconds > 0 ? "ahead" : "behind"}`
  return warning(name, found, "set both clocks by NTP")
}
