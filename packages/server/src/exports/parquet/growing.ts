/** Lists of numbers and bytes outside of the JavaScript heap, so that rows that wait for their group cost it nothing. */

export interface Numbers {
  readonly push: (value: number) => void
  readonly length: () => number
  /** All of them, valid until the next push. */
  readonly all: () => Uint32Array
  readonly clear: () => void
}

export function growingNumbers(): Numbers {
  let values = new Uint32Array(1024)
  let count = 0
  return {
    push(value) {
      if (count === values.length) {
        const larger = new Uint32Array(count * 2)
        larger.set(values)
        values = larger
      }
      values[count] = value
      count += 1
    },
    length: () => count,
    all: () => values.subarray(0, count),
    clear: () => {
      count = 0
    },
  }
}

export interface Texts {
  /** Writes a text as PLAIN pages have it: its length in bytes, then the bytes. */
  readonly push: (text: string) => void
  readonly length: () => number
  /** A copy: the next texts go where these were. */
  readonly copy: () => Buffer
  readonly clear: () => void
}

const prefix = 4

export function growingTexts(): Texts {
  let bytes = Buffer.allocUnsafeSlow(64 * 1024)
  let at = 0
  return {
    push(text) {
      // Three bytes a UTF-16 unit at most.
      const needed = at + prefix + text.length * 3
      if (needed > bytes.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, needed))
        bytes.copy(larger, 0, 0, at)
        bytes = larger
      }
      const length = bytes.write(text, at + prefix)
      bytes.writeUInt32LE(length, at)
      at += prefix + length
    },
    length: () => at,
    copy: () => Buffer.from(bytes.subarray(0, at)),
    clear: () => {
      at = 0
    },
  }
}
