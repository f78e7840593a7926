/** Every dataset the person can see, as cards or as a table; search, filter and order live in the address. */
import type { Dataset } from "@loam/schema"
import { IconSearchOff } from "@tabler/icons-react"
import { getRouteApi } from "@tanstack/react-router"
import { defined } from "../../search-params.ts"
import { Button } from "../../ui/Button.tsx"
import { EmptyState } from "../../ui/EmptyState.tsx"
import { arrange, type HomeSearchChange } from "./arrange.ts"
import { DatasetCard } from "./DatasetCard.tsx"
import styles from "./Datasets.module.css"
import { DatasetTable } from "./DatasetTable.tsx"
import { Toolbar } from "./Toolbar.tsx"

const route = getRouteApi("/signed-in/")

export function Datasets({ datasets }: { datasets: Dataset[] }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const shown = arrange(datasets, search)
  const workspaces = [...new Set(datasets.map((dataset) => dataset.workspace_name ?? ""))]
    .filter(Boolean)
    .sort()
  const change = (part: HomeSearchChange) =>
    void navigate({ search: defined({ ...search, ...part }), replace: true, resetScroll: false })

  return (
    <section aria-labelledby="datasets">
      <div className={styles.head}>
        <h2 id="datasets" className={styles.title}>
          Datasets <span className={styles.count}>{shown.length}</span>
        </h2>
        <Toolbar arrangement={search} workspaces={workspaces} onChange={change} />
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon={<IconSearchOff size={24} />}
          title="No dataset matches"
          actions={
            <Button onClick={() => change({ q: undefined, workspaces: undefined })}>Clear the filters</Button>
          }
        >
          <p>All words must be in the dataset’s name or in its workspace’s.</p>
        </EmptyState>
      ) : (
        <DatasetList
          datasets={shown}
          view={search.view ?? "cards"}
          sort={search.sort ?? "activity"}
          onSort={(sort) => change({ sort })}
        />
      )}
    </section>
  )
}

type DatasetListProps = Parameters<typeof DatasetTable>[0] & { view: "cards" | "table" }

function DatasetList({ datasets, view, sort, onSort }: DatasetListProps) {
  if (view === "table") return <DatasetTable datasets={datasets} sort={sort} onSort={onSort} />
  return (
    <ul className={styles.grid}>
      {datasets.map((dataset) => (
        <DatasetCard key={dataset.id} dataset={dataset} />
      ))}
    </ul>
  )
}
