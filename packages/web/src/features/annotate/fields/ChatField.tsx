/** A conversation: one bubble a message, side and colour by role, what the system said folded away. */
import type { Json } from "@loam/schema"
import { cx } from "../../../ui/cx.ts"
import styles from "./ChatField.module.css"
import { MarkdownText } from "./MarkdownText.tsx"
import { PlainText } from "./PlainText.tsx"

export interface Turn {
  readonly role: string
  readonly content: string
}

export function turnsOf(value: Json | undefined): readonly Turn[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((turn) => {
    if (typeof turn !== "object" || turn === null || Array.isArray(turn)) return []
    const { role, content } = turn
    return typeof role === "string" && typeof content === "string" ? [{ role, content }] : []
  })
}

const isOwn = (role: string) => ["user", "human", "prompter"].includes(role.toLowerCase())
const isAside = (role: string) => ["system", "developer", "tool", "function"].includes(role.toLowerCase())

export function ChatField({ turns, formatted }: { turns: readonly Turn[]; formatted: boolean }) {
  return (
    <ol className={styles.chat}>
      {turns.map((turn, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the messages of a record never move
        <li key={index} className={cx(styles.turn, isOwn(turn.role) && styles.own)}>
          {isAside(turn.role) ? (
            <details className={styles.aside} open={turn.content.length < 400}>
              <summary className={styles.role} dir="auto">
                {turn.role}
              </summary>
              <Words text={turn.content} formatted={formatted} />
            </details>
          ) : (
            <div className={styles.bubble}>
              <p className={styles.role} dir="auto">
                {turn.role}
              </p>
              <Words text={turn.content} formatted={formatted} />
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}

const Words = ({ text, formatted }: { text: string; formatted: boolean }) =>
  formatted ? <MarkdownText text={text} /> : <PlainText text={text} />
