/** An export as it is written: a page of records is read when the client has taken the rows of the one before. */
import type { Exporter, SourceRecord } from "@loam/training"
import type { Container } from "./containers.ts"

export function streamExport(
  exporter: Exporter,
  container: Container,
  pages: AsyncGenerator<SourceRecord[]>,
  split?: string,
): ReadableStream<Uint8Array> {
  let ended = false
  const rowsOf = (record: SourceRecord) => {
    const { rows } = exporter.push(record)
    return split === undefined ? rows : rows.filter((row) => row.split === split)
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (ended) return controller.close()
        // Pages may give no bytes at all; a pull has to give some or the end.
        for (;;) {
          const { value, done } = await pages.next()
          ended = done === true
          const bytes = await (ended ? container.finish() : container.add((value ?? []).flatMap(rowsOf)))
          if (bytes !== undefined) return controller.enqueue(bytes)
          if (ended) return controller.close()
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
export function contentDisposition(
  datasetName: string,
  { task, format }: Exporter,
  { extension }: Pick<Container, "extension">,
): string {
  const name = `${datasetName}.${task}.${format}.${extension}`
  const plain = name.replaceAll(/[^\w.-]+/g, "-")
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`
}
