/** `loam doctor`: is everything there that Loam stands on? */
import type { Command } from "commander"

export function addDoctor(program: Command): void {
  program
    .command("doctor")
    .description("check Node, disk, database, web app, port, server and sign-in; say what to mend")
    .option("--home <folder>", "folder of the embedded database (LOAM_HOME, default ./loam-data)")
    .addHelpText(
      "after",
      `
Reads the settings that \`loam serve\` would read and changes nothing. The exit code is 1 when there is a problem; warnings
leave it at 0.`,
    )
    .action(async (options: { home?: string }, command: Command) => {
      // Only here: the server and its database take longer to load than most commands to run.
      const { doctor } = await import("./run.ts")
      await doctor(options.home, command)
    })
}
