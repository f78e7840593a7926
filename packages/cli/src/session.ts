/** The signed-in client of a command. */
import { type Client, connect } from "@loam/sdk"
import type { Command } from "commander"
import { globals } from "./output.ts"

export function openClient(command: Command): Promise<Client> {
  return connect({ url: globals(command).url })
}
