/** Reads streamed answers of JSON lines. */

/** All lines of an answer, parsed. */
export async function jsonLines<Line = Record<string, unknown>>(answer: Response): Promise<Line[]> {
  const text = await answer.text()
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line)
}
