/** Looks at everything a server and its commands stand on, and says what to mend. */
import { readConfig, StartRefused } from "@loam/server"
import type { Command } from "commander"
import { exitCodes } from "../../exit-codes.ts"
import { globals, note, print, printable, printJson, styled } from "../../output.ts"
import { type Check, problem } from "./check.ts"
import { checkNode, checkPort, checkWebApp } from "./machine.ts"
import { checkServer } from "./server.ts"
import { checkStorage } from "./storage.ts"

export async function doctor(home: string | undefined, command: Command): Promise<void> {
  const { json, url } = globals(command)
  const checks = [checkNode(), checkWebApp(), ...(await checkSettings(home)), ...(await checkServer(url))]
  const problems = checks.filter((check) => check.status === "problem")
  if (problems.length > 0) process.exitCode = exitCodes.failed
  if (json) return printJson(checks)
  for (const line of checks.flatMap(linesOf)) print(line)
  const warnings = checks.filter((check) => check.status === "warning")
  note(`\n${problems.length} problems, ${warnings.length} warnings.`)
}

async function checkSettings(home: string | undefined): Promise<Check[]> {
  try {
    const config = readConfig({ ...process.env, ...(home === undefined ? {} : { LOAM_HOME: home }) })
    return [...(await checkStorage(config)), await checkPort(config)]
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error
    return [problem("settings", error.message, "correct the environment variable")]
  }
}

const marks = {
  ok: () => styled("green", "ok     "),
  warning: () => styled("yellow", "warning"),
  problem: () => styled("red", "problem"),
} as const

function linesOf({ name, status, found, remedy }: Check): string[] {
  const line = `${marks[status]()}  ${name.padEnd(11)}  ${printable(found)}`
  return remedy === undefined ? [line] : [line, `${" ".repeat(22)}-> ${printable(remedy)}`]
}
