/** A page of ordinary width: top bar above, content in the one `main`. */
import type { ReactNode } from "react"
import styles from "./layout.module.css"
import { type Crumb, TopBar } from "./TopBar.tsx"

export function Page({ crumbs, children }: { crumbs?: Crumb[]; children: ReactNode }) {
  return (
    <>
      <TopBar {...(crumbs && { crumbs })} />
      <main id="main" tabIndex={-1} className={styles.page}>
        {children}
      </main>
    </>
  )
}
