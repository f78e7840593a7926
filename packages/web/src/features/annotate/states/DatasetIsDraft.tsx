/** A dataset that is still being set up. */
import { IconHourglass } from "@tabler/icons-react"
import { Page } from "../../../shell/Page.tsx"
import { LinkButton } from "../../../ui/Button.tsx"
import { EmptyState } from "../../../ui/EmptyState.tsx"

export function DatasetIsDraft({ name }: { name: string }) {
  return (
    <Page crumbs={[{ label: "Datasets", href: "/" }, { label: name }]}>
      <EmptyState
        icon={<IconHourglass size={24} />}
        title="This dataset is still being set up"
        actions={<LinkButton to="/">Go to your datasets</LinkButton>}
      >
        <p>There is nothing to answer until somebody publishes it.</p>
      </EmptyState>
    </Page>
  )
}
