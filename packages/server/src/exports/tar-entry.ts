/** Files as entries of a tar stream (POSIX ustar): header, bytes, padding. */

const block = 512

/** Octal digits and the NUL that ends them. */
const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, "0")}\0`

function header(path: string, size: number): Buffer {
  const bytes = Buffer.alloc(block)
  if (Buffer.byteLength(path) > 100) throw new Error(`the path ${path} is too long for a tar entry`)
  bytes.write(path, 0)
  bytes.write(octal(0o644, 8), 100)
  bytes.write(octal(0, 8), 108)
  bytes.write(octal(0, 8), 116)
  bytes.write(octal(size, 12), 124)
  // No time of its own: equal exports are equal files.
  bytes.write(octal(0, 12), 136)
  bytes.write("        0", 148)
  bytes.write("ustar\x0000", 257)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${octal(sum, 7)} `, 148)
  return bytes
}

/** `content` in pieces, which are put together here and nowhere before: shards are large. */
export function tarEntry(path: string, content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = content.reduce((sum, piece) => sum + piece.length, 0)
  const padding = Buffer.alloc((block - (size % block)) % block)
  return Buffer.concat([header(path, size), ...content, padding])
}

/** What ends an archive. */
export const tarEnd = (): Uint8Array<ArrayBuffer> => new Uint8Array(2 * block)
