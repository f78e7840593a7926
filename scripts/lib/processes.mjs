/** Looking at and ending other processes. */
import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"

/**
 * A zombie is not alive: in a container whose first process reaps nobody, an orphan stays one for good.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return !existsSync("/proc/self/stat") || stateOf(pid)[0] !== "Z"
  } catch {
    return false
  }
}

/**
 * SIGKILLs a process and its direct children as if at one moment: stopped first, it cannot start another child meanwhile.
 * @param {number} pid
 * @returns {number[]} what was killed
 */
export function killWithChildren(pid) {
  process.kill(pid, "SIGSTOP")
  const family = [pid, ...childrenOf(pid)]
  for (const member of family) {
    try {
      process.kill(member, "SIGKILL")
    } catch {} // it ended by itself in the meantime
  }
  return family
}

/** @param {number} parent */
function childrenOf(parent) {
  const table = existsSync("/proc/self/stat") ? fromProc() : fromPs()
  return table.filter((row) => row.parent === parent).map((row) => row.pid)
}

/** Linux without `ps`, as in slim containers. */
function fromProc() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        return { pid: Number(name), parent: Number(stateOf(Number(name))[1]) }
      } catch {
        return { pid: Number(name), parent: 0 } // it ended while we looked
      }
    })
}

/**
 * `/proc/<pid>/stat` is `pid (name) state parent …`, and the name may hold anything.
 * @param {number} pid
 * @returns {string[]} state, parent and the rest
 */
function stateOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")
}

function fromPs() {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n")
  return lines.map((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number)
    return { pid: pid ?? 0, parent: parent ?? 0 }
  })
}
