/** Signs a person in again over the page they were working on, which stays as it is. */
import { useRouter } from "@tanstack/react-router"
import { useEffect } from "react"
import { session } from "../../api.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import styles from "./SessionExpiredDialog.module.css"
import { SignInForm } from "./SignInForm.tsx"

/** Somebody who signs in again in another tab need not do it here too. */
function useSignInElsewhere(username: string): void {
  useEffect(() => {
    const look = async () => {
      const response = await fetch("/api/v1/me").catch(() => null)
      if (response?.ok && (await response.json()).username === username) session.started(username)
    }
    window.addEventListener("focus", look)
    return () => window.removeEventListener("focus", look)
  }, [username])
}

export function SessionExpiredDialog({ username }: { username: string }) {
  const router = useRouter()
  useSignInElsewhere(username)

  // No sign-out: the cookie may be that of somebody who signed in in another tab meanwhile. Loaded anew, the page holds
  // nothing of the person before; what they had not sent waits for them on the device.
  const leave = () => {
    const { href } = router.buildLocation({ to: "/login", search: { redirect: router.state.location.href } })
    window.location.assign(href)
  }

  return (
    <Dialog title="Your session has ended">
      <p className={styles.text}>
        Sign in again to go on. This page stays as it is, and what you did in the meantime is sent afterwards.
      </p>
      <SignInForm fixedUsername={username} onSignedIn={() => undefined} />
      <div className={styles.other}>
        <Button variant="quiet" size="sm" onClick={leave}>
          I am not {username}
        </Button>
      </div>
    </Dialog>
  )
}
