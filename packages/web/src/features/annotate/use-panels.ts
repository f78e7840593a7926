/** The panel beside the record: guidelines, what was done, or facts about the record. One at a time, or none. */
import type { Dataset } from "@loam/schema"
import { useRouteContext } from "@tanstack/react-router"
import { useState } from "react"

export type PanelName = "guidelines" | "history" | "info"

export interface Panels {
  readonly open: PanelName | null
  /** The guidelines have changed since this person last had them open. */
  readonly guidelinesAreNew: boolean
  toggle(name: PanelName): void
  close(): void
}

const readKey = (dataset: Dataset, userId: string) => `loam-guidelines-read/${userId}/${dataset.id}`

/** Guidelines nobody has read yet open by themselves where there is room for them. */
const hasRoom = () => window.matchMedia("(min-width: 80em)").matches

export function usePanels(dataset: Dataset): Panels {
  const { me } = useRouteContext({ from: "/signed-in/d/$datasetId/annotate" })
  const key = readKey(dataset, me.id)
  const version = String(dataset.guidelines_version)
  const [readVersion, setReadVersion] = useState(() => localStorage.getItem(key))
  const hasGuidelines = Boolean(dataset.guidelines?.trim())
  const isNew = hasGuidelines && readVersion !== version
  const [open, setOpen] = useState<PanelName | null>(() => (isNew && hasRoom() ? "guidelines" : null))

  const markRead = () => {
    localStorage.setItem(key, version)
    setReadVersion(version)
  }
  return {
    open,
    guidelinesAreNew: isNew && open !== "guidelines",
    toggle: (name) => {
      if (name === "guidelines" || open === "guidelines") markRead()
      setOpen(open === name ? null : name)
    },
    close: () => {
      if (open === "guidelines") markRead()
      setOpen(null)
    },
  }
}
