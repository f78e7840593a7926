/** Reads an answer line by line as it arrives. */

/** The JSON values of an NDJSON answer; blank lines are passed over. Throws when the answer breaks off inside a line. */
export async function* readNdjson<Value>(response: Response): AsyncGenerator<Value> {
  for await (const line of readLines(response)) if (line.trim() !== "") yield JSON.parse(line) as Value
}

/** The lines of an answer, without their ends. */
export async function* readLines(response: Response): AsyncGenerator<string> {
  if (!response.body) return
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let rest = ""
  try {
    for (;;) {
      const { done, value } = await reader.read()
      const [first = "", ...others] = decoder.decode(value, { stream: !done }).split("\n")
      // Joined piece by piece and looked through once: a line may be megabytes long.
      rest += first
      for (const piece of others) {
        yield rest
        rest = piece
      }
      if (done) break
    }
    if (rest !== "") yield rest
  } finally {
    // The caller may have stopped half-way: the server need not go on.
    await reader.cancel().catch(() => undefined)
  }
}
