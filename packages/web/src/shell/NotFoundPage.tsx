/** An address that leads nowhere. */
import { IconCompass } from "@tabler/icons-react"
import { LinkButton } from "../ui/Button.tsx"
import { EmptyState } from "../ui/EmptyState.tsx"
import { usePageTitle } from "../ui/page-title.ts"
import styles from "./layout.module.css"

export function NotFoundPage() {
  usePageTitle("Page not found")
  return (
    <main id="main" tabIndex={-1} className={styles.centered}>
      <EmptyState
        icon={<IconCompass size={24} />}
        level={1}
        title="There is no page at this address"
        actions={
          <LinkButton to="/" variant="primary">
            Go to your datasets
          </LinkButton>
        }
      >
        <p>
          The link may be cut short, or the dataset it led to has been deleted. Nothing of yours was changed.
        </p>
      </EmptyState>
    </main>
  )
}
