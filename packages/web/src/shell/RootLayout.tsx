/** Around every page: the place where screen readers hear that a new page has opened. */
import { useComputedColorScheme } from "@mantine/core"
import { Outlet, useRouter } from "@tanstack/react-router"
import { useEffect, useState } from "react"
import { paintBrowserBars } from "../theme/color-scheme.ts"
import styles from "./layout.module.css"

function PageAnnouncer() {
  const router = useRouter()
  const [text, setText] = useState("")
  useEffect(
    () =>
      router.subscribe("onRendered", (event) => {
        // Pages set their title in an effect, which has run one frame later.
        if (event.pathChanged) requestAnimationFrame(() => setText(document.title))
      }),
    [router],
  )
  return (
    <div className={styles.hidden} role="status">
      {text}
    </div>
  )
}

export function RootLayout() {
  const scheme = useComputedColorScheme()
  useEffect(() => paintBrowserBars(scheme), [scheme])
  return (
    <>
      <Outlet />
      <PageAnnouncer />
    </>
  )
}
