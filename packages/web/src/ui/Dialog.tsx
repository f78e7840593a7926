/**
 * A modal dialog on the browser's own `<dialog>`: it keeps the focus inside and the page behind inert. It starts at
 * the element with `data-autofocus`, else at the first one that takes the focus.
 */
import { type ReactNode, useEffect, useId, useRef } from "react"
import styles from "./Dialog.module.css"

interface DialogProps {
  title: string
  children: ReactNode
  /** Called on Escape; without it the dialog stays until it is taken away. */
  onClose?: () => void
}

export function Dialog({ title, children, onClose }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    const dialog = ref.current
    if (!dialog || dialog.open) return
    const before = document.activeElement
    dialog.showModal()
    dialog.querySelector<HTMLElement>("[data-autofocus]")?.focus()
    return () => {
      dialog.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])

  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
    >
      <h2 id={titleId} className={styles.title}>
        {title}
      </h2>
      {children}
    </dialog>
  )
}
