/** Lists of whole numbers as bytes: seven bits a byte, small numbers take one. */

export interface ByteWriter {
  bytes: Uint8Array
  length: number
}

export const byteWriter = (size = 1024): ByteWriter => ({ bytes: new Uint8Array(size), length: 0 })

export function writeNumber(writer: ByteWriter, number: number): void {
  if (writer.length + 8 > writer.bytes.length) {
    const larger = new Uint8Array(writer.bytes.length * 2)
    larger.set(writer.bytes)
    writer.bytes = larger
  }
  let rest = number
  while (rest >= 128) {
    writer.bytes[writer.length++] = (rest % 128) + 128
    rest = Math.floor(rest / 128)
  }
  writer.bytes[writer.length++] = rest
}

export const written = (writer: ByteWriter): Uint8Array => writer.bytes.slice(0, writer.length)

export interface ByteReader {
  readonly bytes: Uint8Array
  at: number
}

export function readNumber(reader: ByteReader): number {
  let result = 0
  let factor = 1
  for (;;) {
    const byte = reader.bytes[reader.at++] ?? 0
    if (byte < 128) return result + byte * factor
    result += (byte - 128) * factor
    factor *= 128
  }
}

export function packNumbers(numbers: Iterable<number>): Uint8Array {
  const writer = byteWriter()
  for (const number of numbers) writeNumber(writer, number)
  return written(writer)
}

export function unpackNumbers(bytes: Uint8Array): number[] {
  const reader = { bytes, at: 0 }
  const numbers: number[] = []
  while (reader.at < bytes.length) numbers.push(readNumber(reader))
  return numbers
}
