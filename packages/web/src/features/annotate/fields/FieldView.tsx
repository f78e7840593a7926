/** One field of a record: its name, its content, and what can be done with it. */
import type { Field, Json, Question } from "@loam/schema"
import { IconFileText, IconMarkdown } from "@tabler/icons-react"
import { memo, useState } from "react"
import type { Held, WireRecord } from "../../../engine/model.ts"
import { IconButton } from "../../../ui/Button.tsx"
import { CopyButton } from "../../../ui/CopyButton.tsx"
import { count } from "../../../ui/numbers.ts"
import { SpanText } from "../spans/SpanText.tsx"
import { ChatField, turnsOf } from "./ChatField.tsx"
import { CustomField } from "./CustomField.tsx"
import styles from "./FieldView.module.css"
import { ImageField } from "./ImageField.tsx"
import { MarkdownText } from "./MarkdownText.tsx"
import { PlainText } from "./PlainText.tsx"

/** Longer texts open folded, so that the fields after them stay within reach. */
const foldAfter = 9_000

interface FieldViewProps {
  readonly field: Field
  readonly record: WireRecord
  /** The text as it was written instead of formatted. */
  readonly raw: boolean
  readonly onRaw: () => void
  /** A single field has nothing behind it: it is never folded. */
  readonly alone: boolean
  /** Letter or number of a candidate in a comparison. */
  readonly mark?: string
  readonly chosen?: boolean
  /** Its text is marked by span questions. */
  readonly marking?: Marking | undefined
}

export interface Marking {
  readonly questions: readonly Question[]
  readonly held: Held
  readonly hidden: boolean
}

/** What a field says as text; content of kinds without a view of their own stays readable. */
function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ""
  if (typeof value === "string") return value
  const turns = turnsOf(value)
  if (turns.length > 0) return turns.map(({ role, content }) => `${role}: ${content}`).join("\n\n")
  return JSON.stringify(value, null, 2)
}

export const FieldView = memo(function FieldView({
  field,
  record,
  raw,
  onRaw,
  alone,
  mark,
  chosen,
  marking,
}: FieldViewProps) {
  const value = record.fields[field.name]
  const text = textOf(value)
  const isText = field.settings.type === "text"
  const formatted =
    "use_markdown" in field.settings && field.settings.use_markdown && value != null && !marking
  return (
    <section
      className={styles.field}
      data-candidate={mark}
      data-chosen={chosen || undefined}
      aria-label={field.title}
    >
      <header className={styles.head}>
        {mark ? (
          <span className={styles.mark} aria-hidden>
            {mark}
          </span>
        ) : null}
        <h2 className={styles.title} dir="auto">
          {field.title}
        </h2>
        {chosen ? <span className={styles.choice}>Your choice</span> : null}
        <span className={styles.tools}>
          {formatted ? (
            <IconButton
              label={raw ? "Show formatted (M)" : "Show raw text (M)"}
              aria-pressed={raw}
              onClick={onRaw}
            >
              {raw ? <IconMarkdown size={16} /> : <IconFileText size={16} />}
            </IconButton>
          ) : null}
          {text ? <CopyButton compact text={text} label={`Copy ${field.title}`} /> : null}
        </span>
      </header>
      {text.trim() === "" ? (
        <p className={styles.empty}>(empty)</p>
      ) : (
        <Folded text={text} foldable={isText && !alone && !marking && text.length > foldAfter}>
          <Content
            text={text}
            field={field}
            marking={marking}
            formatted={formatted && !raw}
            record={record}
          />
        </Folded>
      )}
    </section>
  )
})

interface ContentProps {
  readonly text: string
  readonly field: Field
  readonly marking: Marking | undefined
  readonly formatted: boolean
  readonly record: WireRecord
}

function Content({ text, field, marking, formatted, record }: ContentProps) {
  const { settings, title } = field
  const value = record.fields[field.name]
  if (settings.type === "image" && typeof value === "string")
    return <ImageField address={value} title={title} />
  if (settings.type === "chat" && Array.isArray(value))
    return <ChatField turns={turnsOf(value)} formatted={formatted} />
  if (settings.type === "custom") {
    const { template, advanced_mode } = settings
    return <CustomField title={title} template={template} advanced={advanced_mode} record={record} />
  }
  // Marked text stands as it was written: offsets count its characters, also where it is Markdown.
  if (marking) return <SpanText text={text} title={field.title} field={field.name} {...marking} />
  return formatted ? <MarkdownText text={text} /> : <PlainText text={text} />
}

function Folded({
  text,
  foldable,
  children,
}: {
  text: string
  foldable: boolean
  children: React.ReactNode
}) {
  const [open, setOpen] = useState(false)
  if (!foldable) return children
  return (
    <>
      <div className={styles.fold} data-open={open || undefined}>
        {children}
      </div>
      <button type="button" className={styles.unfold} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Show less" : `Show all ${count(text.length)} characters`}
      </button>
    </>
  )
}
