/** Code to take along. */
import styles from "./CodeBlock.module.css"
import { CopyButton } from "./CopyButton.tsx"

export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <figure className={styles.block}>
      <div className={styles.head}>
        <figcaption>{label}</figcaption>
        <CopyButton text={code} label="Copy" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll sideways, which must work by keyboard too */}
      <pre className={styles.code} tabIndex={0}>
        <code>{code}</code>
      </pre>
    </figure>
  )
}
