/** A field with a template of its own, in a frame of no origin: it gets the record by message and reaches nothing else. */
import type { Json } from "@loam/schema"
import { useEffect, useRef, useState } from "react"
import type { WireRecord } from "../../../engine/model.ts"
import styles from "./CustomField.module.css"

interface CustomFieldProps {
  readonly title: string
  readonly template: string
  readonly advanced: boolean
  readonly record: WireRecord
}

const tallest = 4_000

/** What templates may see of a record. */
const visibleOf = ({ id, external_id, fields, metadata, suggestions }: WireRecord) =>
  ({ id, external_id, fields, metadata, suggestions: suggestions ?? [] }) as unknown as Json // plain wire data

export function CustomField({ title, template, advanced, record }: CustomFieldProps) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [height, setHeight] = useState(120)
  useEffect(() => {
    const send = () => {
      const dark = document.documentElement.dataset.mantineColorScheme === "dark"
      frame.current?.contentWindow?.postMessage({ template, advanced, dark, record: visibleOf(record) }, "*")
    }
    const hear = (event: MessageEvent) => {
      const own = frame.current?.contentWindow
      // The frame has no origin that could be compared: the window is what it is known by.
      if (!own || event.source !== own || typeof event.data !== "object" || event.data === null) return
      const { kind, height: wanted } = event.data as { kind?: unknown; height?: unknown } // checked below
      if (kind === "ready") send()
      else if (kind === "height" && typeof wanted === "number" && wanted >= 0)
        setHeight(Math.min(Math.ceil(wanted), tallest))
    }
    window.addEventListener("message", hear)
    // Rendered ahead of time it was ready before anybody listened; it takes the first record it is sent.
    send()
    return () => window.removeEventListener("message", hear)
  }, [template, advanced, record])
  return (
    <iframe
      ref={frame}
      className={styles.frame}
      title={title}
      src="/frame/custom-field"
      sandbox="allow-scripts"
      referrerPolicy="no-referrer"
      style={{ height }}
    />
  )
}
