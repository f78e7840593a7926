/** Runs a program in the foreground in our place: its output is ours, signals reach it, its end is our end. */
import { spawn } from "node:child_process"
import { constants } from "node:os"
import { root } from "./root.mjs"

/** @type {NodeJS.Signals[]} */
const passedOn = ["SIGINT", "SIGTERM", "SIGHUP"]

/**
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [cwd]
 * @returns {Promise<number>} the exit code; 128 + its number after a signal, as a shell says it
 */
export function runForeground(program, args, env, cwd = root) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: "inherit" })
    const stopListening = passSignalsTo(child)
    const stopWatching = endWithNpm()
    child.on("error", reject)
    child.on("close", (code, signal) => {
      stopListening()
      stopWatching()
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0))
    })
  })
}

/**
 * A Ctrl-C reaches the child from the terminal already, and npm passes on what reached us too: a second SIGINT could mean
 * "now, without waiting" to a server that is finishing its requests.
 * @param {import("node:child_process").ChildProcess} child
 */
function passSignalsTo(child) {
  /** @type {Partial<Record<NodeJS.Signals, number>>} */
  const passedAt = {}
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    const now = Date.now()
    const repeated = now - (passedAt[signal] ?? 0) < 1000
    passedAt[signal] = now
    if (!repeated && !(signal === "SIGINT" && process.stdin.isTTY)) child.kill(signal)
  }
  for (const signal of passedOn) process.on(signal, pass)
  return () => {
    for (const signal of passedOn) process.off(signal, pass)
  }
}

/**
 * npm puts a shell between itself and this script, and a signal that reaches npm ends the shell alone. Then our parent is
 * another one, and we stop as if the signal had reached us, instead of living on unseen.
 */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return () => {}
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, "SIGTERM")
  }, 200)
  return () => clearInterval(timer)
}
