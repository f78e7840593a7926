/** Records as lines of JSON, of any number, in constant memory; the answer reports as it goes. */
import { recordRestore } from "@loam/schema"
import type { Services } from "../http/context.ts"
import { importLines } from "./import-lines.ts"
import { saveBatch } from "./save-batch.ts"
import type { Writer } from "./write-records.ts"

/**
 * Failures kept for a client that sends everything before it reads anything; beyond that the upload waits for it.
 * 8 MB are some 60,000 lines.
 */
const waitingBytes = 8 * 1024 * 1024

/** Answers at once. A client that goes away ends the import after the batch in hand. */
export function streamRecords(request: Request, services: Services, writer: Writer): Response {
  const encoder = new TextEncoder()
  const report = new TransformStream<Uint8Array, Uint8Array>(undefined, {
    highWaterMark: waitingBytes,
    size: (chunk) => chunk.byteLength,
  })
  const out = report.writable.getWriter()
  const tell = async (line: unknown) => {
    await out.ready
    // Not awaited: that would be until the client has read it.
    out.write(encoder.encode(`${JSON.stringify(line)}\n`)).catch(() => undefined)
  }
  const finish = async () => {
    try {
      const body = request.body ?? new Blob([]).stream()
      await tell(
        await importLines({
          body,
          ...(writer.restoring ? { schema: recordRestore } : {}),
          save: (records) => saveBatch(services, writer, records),
          tell,
        }),
      )
      await out.close()
    } catch (error) {
      services.log.info({ err: error }, "a record stream was cut")
      await out.abort(error).catch(() => undefined)
    }
  }
  void finish()
  return new Response(report.readable, { headers: { "Content-Type": "application/x-ndjson" } })
}
