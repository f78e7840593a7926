/** A text exactly as it is: no markup is read, every line keeps its own direction. */
import { memo } from "react"
import styles from "./text.module.css"

/** Blocks of about this many characters are laid out only when they come into view: a megabyte stays fluent. */
const blockLength = 4_000

function blocksOf(text: string): { start: number; text: string }[] {
  const blocks: { start: number; text: string }[] = []
  let start = 0
  while (start < text.length) {
    const lineEnd = text.indexOf("\n", start + blockLength)
    const end = lineEnd === -1 ? text.length : lineEnd + 1
    blocks.push({ start, text: text.slice(start, end) })
    start = end
  }
  return blocks
}

export const PlainText = memo(function PlainText({ text }: { text: string }) {
  if (text.length <= 2 * blockLength) {
    return (
      <div className={styles.plain} dir="auto">
        {text}
      </div>
    )
  }
  return (
    <div className={styles.plain} dir="auto">
      {blocksOf(text).map((block) => (
        <div key={block.start} className={styles.block}>
          {block.text}
        </div>
      ))}
    </div>
  )
})
