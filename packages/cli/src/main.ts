/** Runs the command line and answers its exit code: errors become one sentence on standard error. */
import { exitCodes } from "./exit-codes.ts"
import { explain } from "./failure.ts"
import { createProgram } from "./program.ts"

export async function main(argv: readonly string[]): Promise<number> {
  // `loam export | head` closes our output early: that is no failure of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error
    process.exit(exitCodes.ok)
  })
  try {
    await createProgram().parseAsync(argv)
    // A command that ended well may still have rows to complain about.
    return Number(process.exitCode ?? exitCodes.ok)
  } catch (error) {
    const { sentence, exitCode } = explain(error)
    if (sentence) process.stderr.write(`loam: ${sentence}\n`)
    if (process.env.LOAM_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`)
    return exitCode
  }
}
