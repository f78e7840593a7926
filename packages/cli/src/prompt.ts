/** Asks the person at the terminal; without a terminal the caller has to say it by options. */
import { createInterface } from "node:readline/promises"
import { Writable } from "node:stream"
import { exitCodes } from "./exit-codes.ts"
import { Failure } from "./failure.ts"

export const atTerminal = () => process.stdin.isTTY === true && process.stderr.isTTY === true

/** `instead` names the option to use where nobody can be asked. */
export async function ask(
  question: string,
  instead: string,
  { hidden = false, fallback = "" }: { hidden?: boolean; fallback?: string } = {},
): Promise<string> {
  if (!atTerminal()) throw new Failure(`nobody is there to be asked: give ${instead}`, exitCodes.usage)
  const prompt = `${question}${fallback ? ` [${fallback}]` : ""}: `
  // What is typed in secret is not shown; the rest goes to standard error, which keeps standard output free for results.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  if (hidden) process.stderr.write(prompt)
  const output = hidden ? nowhere : process.stderr
  const terminal = createInterface({ input: process.stdin, output, terminal: true })
  const stopped = new AbortController()
  terminal.once("SIGINT", () => stopped.abort())
  try {
    return (await terminal.question(prompt, { signal: stopped.signal })).trim() || fallback
  } catch (error) {
    if (stopped.signal.aborted) throw new Failure("stopped", exitCodes.interrupted)
    throw error
  } finally {
    terminal.close()
    if (hidden) process.stderr.write("\n")
  }
}

/** Wants a word typed before something that cannot be undone. */
export async function confirm(what: string, word: string, yes: boolean): Promise<void> {
  if (yes) return
  const answer = await ask(`${what}\nType '${word}' to go on`, "--yes")
  if (answer !== word) throw new Failure("nothing was changed", exitCodes.failed)
}
