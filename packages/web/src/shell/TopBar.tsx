/**
 * The bar at the top of every signed-in page: brand, where you are, the page's own controls, your account.
 * Pages render it themselves, so that its content can follow theirs; `--loam-bar-height` is its height.
 */
import { Link } from "@tanstack/react-router"
import { Fragment, type ReactNode } from "react"
import { BrandMark } from "../ui/BrandMark.tsx"
import { AvatarMenu } from "./AvatarMenu.tsx"
import styles from "./TopBar.module.css"

export interface Crumb {
  label: string
  /** An address of the app; only the last crumb, the page itself, has none. */
  href?: string
}

interface TopBarProps {
  /** After the brand, which leads home. On narrow screens only the last one is shown. */
  crumbs?: Crumb[]
  /** The page's own controls, at the right. */
  children?: ReactNode
}

export function TopBar({ crumbs = [], children }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <nav aria-label="Breadcrumb" className={styles.crumbs}>
        <Link to="/" className={styles.brand} aria-label="Loam, home">
          <BrandMark size={28} />
          <span className={styles.word} data-alone={crumbs.length === 0 || undefined}>
            Loam
          </span>
        </Link>
        {crumbs.map((crumb, index) => (
          <Fragment key={crumb.href ?? "here"}>
            <span className={styles.slash} data-last={index === crumbs.length - 1 || undefined} aria-hidden>
              /
            </span>
            {crumb.href ? (
              <Link to={crumb.href} className={styles.crumb}>
                {crumb.label}
              </Link>
            ) : (
              <span className={styles.here} aria-current={index === crumbs.length - 1 ? "page" : undefined}>
                {crumb.label}
              </span>
            )}
          </Fragment>
        ))}
      </nav>
      <div className={styles.controls}>
        {children}
        <AvatarMenu />
      </div>
    </header>
  )
}
