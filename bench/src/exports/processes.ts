/** What processes have used, from /proc; on other systems nothing is known. */
import { existsSync, readdirSync, readFileSync } from "node:fs"

/** Ticks a second in which Linux counts processor time. */
const ticks = 100

const read = (path: string) => {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return "" // it has ended
  }
}

/** The most memory a process has had since it began, in MB. */
export function peakMemory(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? Number.NaN) / 1024
}

interface Stat {
  readonly parent: number
  readonly seconds: number
  /** Of children that have ended. */
  readonly ended: number
}

function statOf(pid: number | string): Stat | undefined {
  const text = read(`/proc/${pid}/stat`)
  if (text === "") return undefined
  // The name, in brackets, may hold anything.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ")
  const seconds = (at: number) => (Number(fields[at]) + Number(fields[at + 1])) / ticks
  return { parent: Number(fields[1]), seconds: seconds(11), ended: seconds(13) }
}

/** Processor seconds of a process with all its threads. */
export const processorTime = (pid: number): number => statOf(pid)?.seconds ?? Number.NaN

/** The same of the processes that a process started, those that have ended too. */
export function processorTimeBelow(pid: number | undefined): number {
  if (pid === undefined || !existsSync("/proc")) return Number.NaN
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .reduce((sum, stat) => sum + (stat?.parent === pid ? stat.seconds : 0), statOf(pid)?.ended ?? 0)
}
