/** Streams beside an export's rows, a line of JSON each: where every row comes from, and everything that was found. */
import { type Exporter, type SourceRecord, sideCarRow } from "@loam/training"

type Lines = (record: SourceRecord) => string

/** Numbers count the rows of each split's file, as the rows are read in their order. */
export function sourceLines(exporter: Exporter, split: string | undefined): Lines {
  const counts = new Map<string, number>()
  return (record) => {
    let text = ""
    for (const row of exporter.push(record).rows) {
      if (split !== undefined && row.split !== split) continue
      const file = split ?? "" // one file holds all splits
      const number = counts.get(file) ?? 0
      counts.set(file, number + 1)
      text += `${JSON.stringify(sideCarRow(row, number))}\n`
    }
    return text
  }
}

export function findingLines(exporter: Exporter): Lines {
  return (record) =>
    exporter
      .push(record)
      .findings.map((finding) => `${JSON.stringify(finding)}\n`)
      .join("")
}

export function streamLines(lines: Lines, pages: AsyncGenerator<SourceRecord[]>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          const { value, done } = await pages.next()
          if (done) return controller.close()
          const text = value.map(lines).join("")
          if (text !== "") return controller.enqueue(encoder.encode(text))
        }
      },
      async cancel() {
        await pages.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
