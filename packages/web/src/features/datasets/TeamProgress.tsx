/** How much of a dataset the team has completed. */
import type { Dataset } from "@loam/schema"
import { ProgressBar } from "../../ui/ProgressBar.tsx"

export function TeamProgress({ dataset }: { dataset: Dataset }) {
  const { total = 0, completed = 0 } = dataset.progress ?? {}
  return (
    <ProgressBar
      size="sm"
      label={`Progress of ${dataset.name}`}
      total={total}
      layers={[
        {
          value: completed,
          color: `var(--loam-${total > 0 && completed >= total ? "moss" : "clay"})`,
          label: "records completed",
        },
      ]}
    />
  )
}
