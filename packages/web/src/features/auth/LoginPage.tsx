/** Sign-in: the form, and beside it what Loam is for. */
import { getRouteApi, useRouter } from "@tanstack/react-router"
import { BrandName } from "../../ui/BrandMark.tsx"
import { usePageTitle } from "../../ui/page-title.ts"
import styles from "./LoginPage.module.css"
import { safeRedirect } from "./redirect.ts"
import { SignInForm } from "./SignInForm.tsx"
import { WelcomePanel } from "./WelcomePanel.tsx"

const route = getRouteApi("/login")

export function LoginPage() {
  usePageTitle("Sign in")
  const { redirect } = route.useSearch()
  const router = useRouter()

  return (
    <div className={styles.page}>
      <main id="main" className={styles.side}>
        <div className={styles.brand}>
          <BrandName size={32} />
        </div>
        <div className={styles.form}>
          <h1 className={styles.title}>Sign in</h1>
          <p className={styles.lead}>
            {redirect
              ? "You will be taken back to the page you asked for."
              : "Welcome. Your queue is where you left it."}
          </p>
          <SignInForm
            onSignedIn={() => router.history.replace(safeRedirect(redirect, window.location.origin))}
          />
          <p className={styles.help}>
            No account, or a forgotten password? The person who runs this server can help: its owner makes
            accounts, and links for choosing a new password.
          </p>
        </div>
      </main>
      <WelcomePanel />
    </div>
  )
}
