/** `loam serve`: the server and the web app in this process. */
import type { Command } from "commander"
import { globals } from "../../output.ts"
import type { ServeOptions } from "./run.ts"

export function addServe(program: Command): void {
  program
    .command("serve")
    .description("start the server and the web app in this process")
    .option("-p, --port <number>", "port to listen on; 0 takes a free one (PORT, default 6900)")
    .option(
      "--host <address>",
      "address to listen on; 0.0.0.0 lets other machines in (HOST, default 127.0.0.1)",
    )
    .option("--home <folder>", "folder of the embedded database (LOAM_HOME, default ./loam-data)")
    .addHelpText(
      "after",
      `
Without DATABASE_URL the data lies in an embedded PostgreSQL inside the folder; one process may use a folder.
With DATABASE_URL=postgres://… a PostgreSQL 15 or newer is used, and several processes may serve it.
The first start makes an owner and prints the password and API key once; LOAM_OWNER_USERNAME, LOAM_OWNER_PASSWORD and
LOAM_OWNER_API_KEY set them instead, LOAM_EXAMPLES=0 leaves the example datasets out.

Examples:
  loam serve
  loam serve --port 8080 --host 0.0.0.0 --home /var/lib/loam
  DATABASE_URL=postgres://loam@db/loam loam serve`,
    )
    .action(async (options: ServeOptions, command: Command) => {
      // Only here: the server and its database take longer to load than most commands to run.
      const { serve } = await import("./run.ts")
      await serve(options, globals(command).json)
    })
}
