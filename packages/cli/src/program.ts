/** The command tree of `loam`. */
import { readFileSync } from "node:fs"
import { Command } from "commander"
import { addConsensus } from "./commands/consensus/index.ts"
import { addDatasets } from "./commands/datasets/index.ts"
import { addDoctor } from "./commands/doctor/index.ts"
import { addExport } from "./commands/export/index.ts"
import { addImport } from "./commands/import/index.ts"
import { addAgreement } from "./commands/insights/agreement.ts"
import { addAnnotators, addLeaderboard } from "./commands/insights/people.ts"
import { addSelect } from "./commands/insights/select.ts"
import { addLogin } from "./commands/login.ts"
import { addServe } from "./commands/serve/index.ts"
import { addUsers } from "./commands/users/index.ts"
import { addWhoami } from "./commands/whoami.ts"
import { addWorkspaces } from "./commands/workspaces/index.ts"
import { exitCodeHelp } from "./exit-codes.ts"

function ownVersion(): string {
  // The same distance from src and from dist.
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  return String(version)
}

export function createProgram(): Command {
  const program = new Command("loam")
    .description("Collects human feedback for language models: serve, import prompts, export training files.")
    .version(ownVersion(), "-v, --version", "print the version")
    .option("--json", "print results as JSON, for scripts")
    .option("--url <address>", "the server (LOAM_API_URL, else where you signed in last)")
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("(add --help for what this command takes)")
    .addHelpText("after", `\n${exitCodeHelp}`)
    .exitOverride()
  program.commandsGroup("Server:")
  addServe(program)
  addDoctor(program)
  program.commandsGroup("Account:")
  addLogin(program)
  addWhoami(program)
  program.commandsGroup("Work:")
  addDatasets(program)
  addImport(program)
  addExport(program)
  program.commandsGroup("Quality:")
  addAgreement(program)
  addConsensus(program)
  addAnnotators(program)
  addLeaderboard(program)
  addSelect(program)
  program.commandsGroup("People:")
  addUsers(program)
  addWorkspaces(program)
  return program
}
