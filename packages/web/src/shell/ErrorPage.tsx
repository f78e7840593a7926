/** A page that broke, or that could not be loaded. */
import { ApiError } from "@loam/sdk"
import { IconPlugConnectedX } from "@tabler/icons-react"
import type { ErrorComponentProps } from "@tanstack/react-router"
import { useRouter } from "@tanstack/react-router"
import { reasonOf } from "../api.ts"
import { Button, LinkButton } from "../ui/Button.tsx"
import { EmptyState } from "../ui/EmptyState.tsx"
import { usePageTitle } from "../ui/page-title.ts"
import styles from "./layout.module.css"

/** No answer to a request, or a page's code that cannot be fetched (dynamic imports reject with a TypeError). */
function unreachable(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 0
  return error instanceof TypeError && /fetch|load|import|network/i.test(error.message)
}

export function ErrorPage({ error }: ErrorComponentProps) {
  const router = useRouter()
  const offline = unreachable(error)
  const sentence = error instanceof Error ? reasonOf(error) : String(error)
  const title = offline ? "The server does not answer" : "This page could not be shown"
  usePageTitle(title)
  return (
    <main id="main" tabIndex={-1} className={styles.centered} role="alert">
      <EmptyState
        icon={<IconPlugConnectedX size={24} />}
        level={1}
        title={title}
        actions={
          <>
            <Button
              variant="primary"
              onClick={() => (offline ? window.location.reload() : router.invalidate())}
            >
              Try again
            </Button>
            <LinkButton to="/">Go to your datasets</LinkButton>
          </>
        }
      >
        <p>
          {offline
            ? "Check the connection; the page may also have been updated since you opened it. Answers you already gave are safe."
            : `Answers you already gave are safe. If it happens again, tell whoever runs this server: “${sentence}”`}
        </p>
      </EmptyState>
    </main>
  )
}
