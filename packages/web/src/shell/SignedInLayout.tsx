/** Around every page of a signed-in person: the skip link, and the sign-in dialog should the session end. */
import { Outlet } from "@tanstack/react-router"
import { lazy, Suspense, useSyncExternalStore } from "react"
import { session } from "../api.ts"
import styles from "./layout.module.css"
import { usePauseInTyping } from "./use-pause-in-typing.ts"

const SessionExpiredDialog = lazy(() =>
  import("../features/auth/SessionExpiredDialog.tsx").then((module) => ({
    default: module.SessionExpiredDialog,
  })),
)

export function SignedInLayout() {
  const { expired, username } = useSyncExternalStore(session.subscribe, session.state)
  const mayAsk = usePauseInTyping(expired)
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <Outlet />
      {mayAsk && username ? (
        <Suspense>
          <SessionExpiredDialog username={username} />
        </Suspense>
      ) : null}
    </>
  )
}
