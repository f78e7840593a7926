/** Which datasets the home page shows, and in which order. */
import type { Dataset } from "@loam/schema"

export const homeSorts = ["activity", "name", "created", "left"] as const
export type HomeSort = (typeof homeSorts)[number]
export const homeViews = ["cards", "table"] as const
export type HomeView = (typeof homeViews)[number]

export interface Arrangement {
  q?: string
  workspaces?: string
  sort?: HomeSort
}

/** What the home page's address says. */
export type HomeSearch = Arrangement & { view?: HomeView }
/** `undefined` takes a parameter out of the address. */
export type HomeSearchChange = { [K in keyof HomeSearch]?: HomeSearch[K] | undefined }

/** Workspace names of the address, `a,b`. Names may hold no comma on the wire. */
export function workspacesOf(list: string | undefined): string[] {
  return list ? list.split(",").filter(Boolean) : []
}

const folded = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase()
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" })

const orders: Record<HomeSort, (a: Dataset, b: Dataset) => number> = {
  activity: (a, b) => (a.last_activity_at < b.last_activity_at ? 1 : -1),
  name: (a, b) => byName.compare(a.name, b.name),
  created: (a, b) => (a.inserted_at < b.inserted_at ? 1 : -1),
  left: (a, b) => (b.progress?.mine.pending ?? 0) - (a.progress?.mine.pending ?? 0),
}

/** Datasets whose name or workspace holds every word of the search, in the chosen workspaces, in order. */
export function arrange(
  datasets: readonly Dataset[],
  { q, workspaces, sort = "activity" }: Arrangement,
): Dataset[] {
  const words = folded(q ?? "")
    .split(/\s+/)
    .filter(Boolean)
  const chosen = workspacesOf(workspaces)
  const shown = datasets.filter((dataset) => {
    if (chosen.length > 0 && !chosen.includes(dataset.workspace_name ?? "")) return false
    const text = folded(`${dataset.name} ${dataset.workspace_name ?? ""}`)
    return words.every((word) => text.includes(word))
  })
  return shown.sort((a, b) => orders[sort](a, b) || byName.compare(a.name, b.name))
}

/** What the caller has left to do, the started ones first, then the most recently active. */
export function myWork(datasets: readonly Dataset[]): Dataset[] {
  const started = ({ progress }: Dataset) =>
    progress !== undefined && progress.mine.draft + progress.mine.submitted + progress.mine.discarded > 0
  return datasets
    .filter(({ status, progress }) => {
      if (status !== "ready" || !progress) return false
      return progress.mine.pending + progress.mine.draft > 0
    })
    .sort((a, b) => Number(started(b)) - Number(started(a)) || orders.activity(a, b))
}
