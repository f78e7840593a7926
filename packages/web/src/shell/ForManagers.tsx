/** Instead of a page that only those who run the dataset may see: says so, and leads a labeler to their records. */
import { IconLock } from "@tabler/icons-react"
import type { ComponentProps } from "react"
import { LinkButton } from "../ui/Button.tsx"
import { EmptyState } from "../ui/EmptyState.tsx"
import { Page } from "./Page.tsx"

interface ForManagersProps extends Required<Pick<ComponentProps<typeof Page>, "crumbs" | "children">> {
  readonly datasetId: string
  readonly title: string
}

export function ForManagers({ datasetId, title, crumbs, children }: ForManagersProps) {
  return (
    <Page crumbs={crumbs}>
      <EmptyState
        icon={<IconLock size={24} />}
        level={1}
        title={title}
        actions={
          <LinkButton to="/d/$datasetId/annotate" params={{ datasetId }} variant="primary">
            Go to your records
          </LinkButton>
        }
      >
        {children}
      </EmptyState>
    </Page>
  )
}
