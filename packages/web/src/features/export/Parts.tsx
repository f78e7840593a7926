/** Which field, question or metadata fills which part of a row. */
import type { ExportTask } from "@loam/schema"
import { Choice } from "../insights/Choice.tsx"
import type { Put } from "./ExportForm.tsx"
import styles from "./Form.module.css"
import { partOf, withPart } from "./request.ts"
import { Section } from "./Section.tsx"

type Part = ExportTask["parts"][number]

interface PartsProps {
  task: ExportTask
  map: string | undefined
  put: Put
}

const plain = (slot: string) => slot.replace(/^(field|question|metadata):/, "")
const spaced = (slot: string) => slot.replace(":", ": ")

export function Parts({ task, map, put }: PartsProps) {
  const parts = task.parts.filter(({ choices }) => choices.length > 0)
  // What is needed, what is filled, and what somebody chose stands in sight; the rest is a click away.
  const inSight = ({ name, required }: Part) =>
    required || (task.mapping[name] ?? []).length > 0 || partOf(map, name).length > 0
  const more = parts.filter((part) => !inSight(part))
  const set = (part: Part) => (names: readonly string[]) => put({ map: withPart(map, part.name, names) })
  const show = (part: Part) => (
    <PartChoice
      key={part.name}
      part={part}
      chosen={partOf(map, part.name)}
      workedOut={task.mapping[part.name] ?? []}
      onChange={set(part)}
    />
  )
  return (
    <>
      {parts.filter(inSight).map(show)}
      {more.length > 0 ? (
        <details className={styles.others}>
          <summary>{more.map(({ name }) => name.replaceAll("_", " ")).join(", ")}</summary>
          <div className={styles.stack}>{more.map(show)}</div>
        </details>
      ) : null}
    </>
  )
}

interface PartChoiceProps {
  part: Part
  chosen: readonly string[]
  workedOut: readonly string[]
  onChange: (names: string[]) => void
}

function PartChoice({ part, chosen, workedOut, onChange }: PartChoiceProps) {
  const label = `${part.name.replaceAll("_", " ")}: ${part.means}`
  if (part.many) return <Several part={part} chosen={chosen} workedOut={workedOut} onChange={onChange} />
  const none = part.required ? "Choose" : "None"
  return (
    <Choice
      label={label}
      value={chosen[0] ?? ""}
      options={[
        { value: "", label: workedOut.length > 0 ? `${workedOut.map(plain).join(", ")} (worked out)` : none },
        ...part.choices.map((choice) => ({ value: choice, label: spaced(choice) })),
      ]}
      onChange={(choice) => onChange(choice ? [choice] : [])}
    />
  )
}

function Several({ part, chosen, workedOut, onChange }: PartChoiceProps) {
  const ticked = chosen.length > 0 ? chosen : workedOut
  return (
    <fieldset className={styles.several}>
      <legend>
        {part.name.replaceAll("_", " ")}: {part.means}
      </legend>
      {part.choices.map((choice) => (
        <label key={choice} className={styles.tick}>
          <input
            type="checkbox"
            checked={ticked.includes(choice)}
            onChange={({ target }) =>
              onChange(
                part.choices.filter((each) => (each === choice ? target.checked : ticked.includes(each))),
              )
            }
          />
          {spaced(choice)}
        </label>
      ))}
    </fieldset>
  )
}

export const PartsSection = (props: PartsProps) =>
  props.task.parts.length > 0 ? (
    <Section title="Columns" says={saysOf(props)} open>
      <Parts {...props} />
    </Section>
  ) : null

function saysOf({ task, map }: PartsProps): string {
  const own = task.parts.filter(({ name }) => partOf(map, name).length > 0).length
  return own > 0 ? `${own} chosen` : "worked out"
}
