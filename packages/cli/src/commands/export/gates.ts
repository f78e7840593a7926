/** Gates: limits in a file, and whether a dataset keeps them. */
import { readFile } from "node:fs/promises"
import type { Gate, GateReport } from "@loam/schema"
import type { RemoteFeedbackDataset } from "@loam/sdk"
import { parse } from "yaml"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import { note, print, printJson, table } from "../../output.ts"
import { columnOf, figure } from "../insights/options.ts"

async function readGates(path: string): Promise<Gate[]> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new Failure(`${path} cannot be read`, exitCodes.notFound)
  })
  const content: unknown = parse(text)
  const gates =
    typeof content === "object" && content !== null && "gates" in content ? content.gates : content
  if (Array.isArray(gates) && gates.length > 0) return gates as Gate[] // checked by the server
  throw new Failure(`${path} must have a list called 'gates'`, exitCodes.usage)
}

type Item = GateReport["items"][number]

const columns = [
  columnOf<Item>("gate", ({ gate }) => gate),
  columnOf<Item>("measured", ({ measured }) => figure(measured)),
  columnOf<Item>("at least", ({ at_least }) => figure(at_least)),
  columnOf<Item>("", ({ passed }) => (passed ? "passed" : "FAILED")),
  columnOf<Item>("of", ({ about, note: remark }) => [about, remark].filter(Boolean).join("; ")),
]

/** Prints the table; answers whether all gates were passed, and sets the exit code where not. */
export async function checkGates(
  remote: RemoteFeedbackDataset,
  path: string,
  output: { readonly json: boolean; readonly only: boolean },
): Promise<boolean> {
  const report = await remote.gates(await readGates(path))
  // Standard output is the rows' when there are any.
  if (output.only && output.json) printJson(report)
  else if (output.only) print(table(report.items, columns))
  else note(table(report.items, columns))
  if (!report.passed) process.exitCode = exitCodes.gateFailed
  return report.passed
}
