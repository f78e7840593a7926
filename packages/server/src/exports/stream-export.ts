/** An export as it is written: a page of records is read when the client has taken the rows of the one before. */
import type { Exporter, SourceRecord } from "@loam/training"

export function streamExport(
  exporter: Exporter,
  pages: AsyncGenerator<SourceRecord[]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const linesOf = (records: readonly SourceRecord[]) => {
    let text = ""
    for (const record of records)
      for (const row of exporter.push(record).rows) text += `${exporter.write(row)}\n`
    return text
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // Pages may give no rows at all; a pull has to give some bytes or the end.
        for (;;) {
          const { value, done } = await pages.next()
          if (done) return controller.close()
          const text = linesOf(value)
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

/** A file name for any dataset name: plain for old clients, the whole of it for the others. */
export function contentDisposition(datasetName: string, { task, format }: Exporter): string {
  const name = `${datasetName}.${task}.${format}.jsonl`
  const plain = name.replaceAll(/[^\w.-]+/g, "-")
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`
}
