/** What the scripts tell a person: one-line progress, loud warnings, errors that name their remedy. */

/** An error that a person can act on: it is printed without a stack. */
export class Problem extends Error {
  /**
   * @param {string} message what went wrong
   * @param {string} [remedy] what to do about it
   */
  constructor(message, remedy) {
    super(remedy ? `${message}\n  ${remedy.replaceAll("\n", "\n  ")}` : message)
    this.name = "Problem"
  }
}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Text in a box of exclamation marks, for what must not be overlooked in a long log.
 * @param {string[]} lines
 */
export function sayLoudly(lines) {
  const width = Math.max(...lines.map((line) => line.length))
  const edge = "!".repeat(width + 6)
  say(["", edge, ...lines.map((line) => `!! ${line.padEnd(width)} !!`), edge, ""].join("\n"))
}

/**
 * Runs a script's main function: problems are printed with their remedy and end it with code 1.
 * @param {() => Promise<number | undefined | void>} main its number becomes the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0
  } catch (error) {
    say(
      error instanceof Problem ? `\n${error.message}` : String(error instanceof Error ? error.stack : error),
    )
    process.exitCode = 1
  }
}
