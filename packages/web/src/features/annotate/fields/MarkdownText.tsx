/** A formatted text; as plain text until the library is there. */
import { memo } from "react"
import { renderMarkdown } from "../markdown/renderer.ts"
import { PlainText } from "./PlainText.tsx"
import styles from "./text.module.css"

export const MarkdownText = memo(function MarkdownText({ text }: { text: string }) {
  const html = renderMarkdown(text)
  if (html === null) return <PlainText text={text} />
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: the only HTML of the app; markdown/to-safe-html.ts made it
    <div className={styles.markdown} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
  )
})
