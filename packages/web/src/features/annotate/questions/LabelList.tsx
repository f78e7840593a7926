/** The options of a label question, one or several of which may be chosen. */
import type { Option } from "@loam/schema"
import { useState } from "react"
import { labelHue } from "../spans/label-hue.ts"
import { OptionButton } from "./OptionButton.tsx"
import {
  foldedFrom,
  hintOf,
  listOptions,
  scoreOf,
  searchableFrom,
  shapeOf,
  suggestedBy,
} from "./option-list.ts"
import styles from "./options.module.css"
import type { WidgetProps } from "./widget.ts"

interface LabelListProps extends WidgetProps {
  readonly options: readonly Option[]
  readonly visible: number | null
  readonly many: boolean
  /** Values that are chosen, or proposed while nothing is. */
  readonly values: readonly string[]
  readonly onToggle: (value: string) => void
  /** Values that come first whatever their number. */
  readonly first?: readonly string[]
  /** Each option shows the colour in which its spans are drawn. */
  readonly coloured?: boolean
}

const valuesOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value
  return value === undefined || value === null ? [] : [value]
}

export function LabelList(props: LabelListProps) {
  const { question, options, visible, many, values, shown, suggestion, active, onToggle } = props
  const [search, setSearch] = useState("")
  const [unfolded, setUnfolded] = useState(false)
  const ghost = shown.from === "suggestion"
  const proposed = valuesOf(suggestion?.value)
  const kept = [...values, ...proposed.filter((value) => typeof value === "string")]
  const listed = listOptions(options, { search, unfolded, visible, kept, first: props.first ?? [] })
  const folded = options.length - listed.length
  const firstChosen = listed.find(({ option }) => values.includes(option.value)) ?? listed[0]
  return (
    <>
      {options.length >= searchableFrom ? (
        <input
          type="search"
          className={styles.find}
          data-find
          placeholder={`Find among ${options.length} options`}
          aria-label={`Find an option of ${question.title}`}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && search) setSearch("")
            else if (event.key !== "Enter" || event.nativeEvent.isComposing || !listed[0]) return
            else {
              onToggle(listed[0].option.value)
              setSearch("")
            }
            event.preventDefault()
          }}
        />
      ) : null}
      <div
        {...(many ? { role: "group" } : { role: "radiogroup", "aria-required": question.required })}
        {...{ "aria-labelledby": props.labelId, "aria-describedby": props.describedBy }}
        className={styles.options}
        data-options
        data-shape={shapeOf(options)}
      >
        {listed.map(({ option, index }) => (
          <OptionButton
            key={option.value}
            role={many ? "checkbox" : "radio"}
            text={option.text}
            description={option.description}
            checked={!ghost && values.includes(option.value)}
            ghost={ghost && values.includes(option.value)}
            suggested={suggestion && proposed.includes(option.value) ? suggestedBy(suggestion) : undefined}
            score={
              suggestion && proposed.includes(option.value) ? scoreOf(suggestion, option.value) : undefined
            }
            hint={hintOf(index)}
            hue={props.coloured ? labelHue(options, option.value) : undefined}
            dim={!active}
            tabbable={many || option === firstChosen?.option}
            onChoose={() => onToggle(option.value)}
          />
        ))}
        {listed.length === 0 ? <p className={styles.none}>No option is called that.</p> : null}
        {!search && (folded > 0 || (unfolded && (visible !== null || options.length > foldedFrom))) ? (
          <button
            type="button"
            className={styles.more}
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
          >
            {unfolded ? "Show fewer" : `Show ${folded} more`}
          </button>
        ) : null}
      </div>
    </>
  )
}
