/** The app's buttons, and links that look like them. */
import { createLink } from "@tanstack/react-router"
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from "react"
import styles from "./Button.module.css"
import { cx } from "./cx.ts"

interface Look {
  /** One `primary` a view at most; `quiet` for what stands in a row of others. */
  variant?: "primary" | "secondary" | "quiet" | "danger"
  size?: "sm" | "md" | "lg"
  icon?: ReactNode
  /** Takes the whole width it is given. */
  block?: boolean
}

function classOf({ variant = "secondary", size = "md", block }: Look, extra?: string) {
  return cx(styles.button, styles[variant], styles[size], block && styles.block, extra)
}

type ButtonProps = Look &
  ButtonHTMLAttributes<HTMLButtonElement> & { busy?: boolean; ref?: Ref<HTMLButtonElement> }

export function Button({ variant, size, icon, block, busy, className, children, ...rest }: ButtonProps) {
  const look = { ...(variant && { variant }), ...(size && { size }), ...(block && { block }) }
  return (
    <button
      type="button"
      {...rest}
      className={classOf(look, className)}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
    >
      {busy ? <span className={styles.spinner} aria-hidden /> : icon}
      {children}
    </button>
  )
}

type AnchorProps = Look & AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> }

function ButtonAnchor({ variant, size, icon, block, className, children, ...rest }: AnchorProps) {
  const look = { ...(variant && { variant }), ...(size && { size }), ...(block && { block }) }
  return (
    <a {...rest} className={classOf(look, className)}>
      {icon}
      {children}
    </a>
  )
}

/** A link to one of the app's addresses that looks like a button. */
export const LinkButton = createLink(ButtonAnchor)

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** What it does, for the tooltip and for screen readers. */
  label: string
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ label, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(styles.iconButton, className)}
    >
      {children}
    </button>
  )
}
