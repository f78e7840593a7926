/** Search, workspaces, order and view of the dataset list. */
import { IconLayoutGrid, IconList, IconSearch, IconX } from "@tabler/icons-react"
import { useEffect, useRef, useState } from "react"
import { IconButton } from "../../ui/Button.tsx"
import { Kbd } from "../../ui/Kbd.tsx"
import { type HomeSearch, type HomeSearchChange, workspacesOf } from "./arrange.ts"
import { SortMenu } from "./SortMenu.tsx"
import styles from "./Toolbar.module.css"
import { WorkspaceMenu } from "./WorkspaceMenu.tsx"

interface ToolbarProps {
  arrangement: HomeSearch
  workspaces: string[]
  onChange: (part: HomeSearchChange) => void
}

export function Toolbar({ arrangement, workspaces, onChange }: ToolbarProps) {
  const view = arrangement.view ?? "cards"
  return (
    <div className={styles.bar}>
      <SearchBox query={arrangement.q ?? ""} onChange={(q) => onChange({ q: q || undefined })} />
      {workspaces.length > 1 ? (
        <WorkspaceMenu
          all={workspaces}
          chosen={workspacesOf(arrangement.workspaces)}
          onChange={(chosen) => onChange({ workspaces: chosen.join(",") || undefined })}
        />
      ) : null}
      <SortMenu sort={arrangement.sort ?? "activity"} onChange={(sort) => onChange({ sort })} />
      <fieldset className={styles.views} aria-label="View">
        <IconButton
          label="Cards"
          aria-pressed={view === "cards"}
          onClick={() => onChange({ view: undefined })}
        >
          <IconLayoutGrid size={18} />
        </IconButton>
        <IconButton label="Table" aria-pressed={view === "table"} onClick={() => onChange({ view: "table" })}>
          <IconList size={18} />
        </IconButton>
      </fieldset>
    </div>
  )
}

function SearchBox({ query, onChange }: { query: string; onChange: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  // The address follows the keys with a delay; while somebody types, the input itself is right.
  const [text, setText] = useState(query)
  useEffect(() => {
    if (document.activeElement !== input.current) setText(query)
  }, [query])

  const type = (value: string) => {
    setText(value)
    onChange(value)
  }
  return (
    <div className={styles.search}>
      <IconSearch size={16} aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label="Search datasets"
        placeholder="Search"
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return
          if (text) type("")
          else event.currentTarget.blur()
        }}
        data-list-search
      />
      {text ? (
        <button type="button" className={styles.clear} aria-label="Clear search" onClick={() => type("")}>
          <IconX size={14} />
        </button>
      ) : (
        <Kbd>/</Kbd>
      )}
    </div>
  )
}
