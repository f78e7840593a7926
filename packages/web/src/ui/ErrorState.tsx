/** What a place says when its content could not be had: what happened, and a way to try again. */
import { IconCloudOff } from "@tabler/icons-react"
import { Button } from "./Button.tsx"
import { EmptyState } from "./EmptyState.tsx"

interface ErrorStateProps {
  title: string
  /** The error's own sentence, shown small: it helps whoever is asked for help. */
  detail?: string
  onRetry?: () => void
  busy?: boolean
}

export function ErrorState({ title, detail, onRetry, busy = false }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={<IconCloudOff size={24} />}
        title={title}
        actions={
          onRetry ? (
            <Button onClick={onRetry} busy={busy}>
              Try again
            </Button>
          ) : null
        }
      >
        {detail ? <p>{detail}</p> : null}
      </EmptyState>
    </div>
  )
}
