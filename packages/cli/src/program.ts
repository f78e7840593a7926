/** The command tree of `loam`. */
import { Command } from "commander"
import { addServe } from "./commands/serve.ts"
import { exitCodeHelp } from "./exit-codes.ts"

export function createProgram(): Command {
  const program = new Command("loam")
    .description("Collects human feedback for language models: serve, import prompts, export training files.")
    .option("--json", "print results as JSON, for scripts")
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("(add --help for what this command takes)")
    .addHelpText("after", `\n${exitCodeHelp}`)
    .exitOverride()
  addServe(program)
  return program
}
