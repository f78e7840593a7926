/** Right answers from a column of a file. */
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import { openInput, readRows } from "../import/lines.ts"

/** The column that was named, else the first of the usual ones that is there. */
function columnOf(columns: readonly string[], named: string | undefined, usual: readonly string[]): string {
  const found = named === undefined ? usual.find((each) => columns.includes(each)) : named
  if (found !== undefined && columns.includes(found)) return found
  const missing = named === undefined ? `none of ${usual.join(", ")}` : `no column ${named}`
  throw new Failure(`the file has ${missing}; it has ${columns.join(", ")}`, exitCodes.usage)
}

export async function readGoldFile(
  path: string,
  question: string | undefined,
  { id, value }: { readonly id?: string | undefined; readonly value?: string | undefined },
): Promise<Record<string, string | number>> {
  const right: Record<string, string | number> = {}
  let places: { id: string; value: string } | undefined
  for await (const line of readRows(await openInput(path))) {
    if ("problem" in line) throw new Failure(`${path}, line ${line.number}: ${line.problem}`, exitCodes.usage)
    const { row } = line
    places ??= {
      id: columnOf(Object.keys(row), id, ["external_id", "id"]),
      value: columnOf(Object.keys(row), value, [
        ...(question === undefined ? [] : [question]),
        "gold",
        "label",
      ]),
    }
    const [record, answer] = [row[places.id], row[places.value]]
    if (record === undefined || record === null || record === "") continue
    if (answer === undefined || answer === null || answer === "") continue
    right[String(record)] = typeof answer === "number" ? answer : String(answer)
  }
  return right
}
