/** What is exported, in which format, from which parts, which records, into which splits. */
import type { ExportTask } from "@loam/schema"
import { useQuery } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { reasonOf } from "../../api.ts"
import { counted } from "../../ui/numbers.ts"
import { TextField } from "../../ui/TextField.tsx"
import { Choice } from "../insights/Choice.tsx"
import styles from "./Export.module.css"
import { selectionQuery } from "./queries.ts"
import { type ExportSearch, withPart } from "./request.ts"

export type Put = (part: { [Name in keyof ExportSearch]?: ExportSearch[Name] | undefined }) => void

interface ExportFormProps {
  datasetId: string
  tasks: readonly ExportTask[]
  search: ExportSearch
  put: Put
}

const splitChoices = [
  { value: "", label: "One file, no splits" },
  { value: "train=0.9,test=0.1", label: "90% train, 10% test" },
  { value: "train=0.8,validation=0.1,test=0.1", label: "80% train, 10% validation, 10% test" },
]

export function ExportForm({ datasetId, tasks, search, put }: ExportFormProps) {
  const task = tasks.find((each) => each.task === (search.task ?? "raw")) ?? tasks[0]
  const known = splitChoices.some(({ value }) => value === (search.splits ?? ""))
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()} aria-label="Export">
      <TaskChoice tasks={tasks} chosen={task?.task ?? "raw"} put={put} />
      {task && task.formats.length > 1 ? (
        <Choice
          label="Format"
          value={search.format ?? task.formats[0]?.id ?? ""}
          options={task.formats.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(format) => put({ format: format === task.formats[0]?.id ? undefined : format })}
        />
      ) : null}
      {task ? <Parts task={task} search={search} put={put} /> : null}
      <Choice
        label="Several answers to a record"
        value={search.unify ? "default" : ""}
        options={[
          { value: "", label: "All of them" },
          { value: "default", label: "One, by the usual policy of each question" },
        ]}
        onChange={(unify) => put({ unify: unify || undefined })}
      />
      {search.unify ? (
        <Delayed
          label="Policies"
          value={search.unify === "default" ? "" : search.unify}
          placeholder="label=dawid_skene|stars=median"
          hint="question=policy, separated by |; questions that are not named go by their usual policy"
          onChange={(unify) => put({ unify: unify || "default" })}
        />
      ) : null}
      <Where datasetId={datasetId} search={search} put={put} />
      <Choice
        label="Splits, by prompt"
        value={search.splits ?? ""}
        options={
          known ? splitChoices : [...splitChoices, { value: search.splits ?? "", label: search.splits ?? "" }]
        }
        onChange={(splits) => put({ splits: splits || undefined, seed: undefined })}
      />
      {search.splits ? (
        <Delayed
          label="Seed"
          value={search.seed ?? ""}
          placeholder="0"
          hint="The same seed splits in the same way, also when records are added."
          onChange={(seed) => put({ seed: seed || undefined })}
        />
      ) : null}
    </form>
  )
}

function TaskChoice({ tasks, chosen, put }: { tasks: readonly ExportTask[]; chosen: string; put: Put }) {
  return (
    <fieldset className={styles.tasks}>
      <legend>What for</legend>
      {tasks.map(({ task, title, about, problem }) => (
        <label key={task} className={styles.task} data-off={problem ? true : undefined}>
          <input
            type="radio"
            name="task"
            value={task}
            checked={task === chosen}
            disabled={problem !== undefined && task !== chosen && problem.choices.length === 0}
            onChange={() =>
              put({ task: task === "raw" ? undefined : task, format: undefined, map: undefined })
            }
          />
          <span>
            <strong>{title}</strong>
            <small>{problem ? problem.message : about}</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

const plain = (slot: string) => slot.replace(/^(field|question|metadata):/, "")

function Parts({ task, search, put }: { task: ExportTask; search: ExportSearch; put: Put }) {
  const given = (search.map ?? "").split("|").filter(Boolean)
  return task.parts
    .filter(({ choices }) => choices.length > 0)
    .map((part) => {
      const own = given
        .filter((each) => each.startsWith(`${part.name}=`))
        .map((each) => each.slice(part.name.length + 1))
      const none = part.required ? "Choose" : "None"
      const worked = (task.mapping[part.name] ?? []).map(plain).join(", ")
      return (
        <Choice
          key={part.name}
          label={`${part.means}${part.required ? "" : ", optional"}`}
          value={own[0] ?? ""}
          options={[
            { value: "", label: worked ? `Worked out: ${worked}` : none },
            ...part.choices.map((choice) => ({ value: choice, label: choice.replace(":", ": ") })),
          ]}
          onChange={(choice) => put({ map: withPart(search.map, part.name, choice ? [choice] : []) })}
        />
      )
    })
}

function Where({ datasetId, search, put }: { datasetId: string; search: ExportSearch; put: Put }) {
  const selection = useQuery(selectionQuery(datasetId, search))
  const found = selection.data
  const passing = found
    ? `${found.exact ? "" : "About "}${counted(found.matched, "record")} of ${found.exact ? found.total : found.scanned}${found.exact ? "" : " looked at"} pass.`
    : "Counting …"
  return (
    <div className={styles.where}>
      <Delayed
        label="Only records where"
        value={search.where ?? ""}
        placeholder="quality.mean >= 4 and agreement >= 0.6"
        hint={passing}
        error={selection.isError ? reasonOf(selection.error) : undefined}
        onChange={(where) => put({ where: where || undefined })}
      />
      {found && found.names.length > 0 ? (
        <details className={styles.names}>
          <summary>What can be written here</summary>
          <dl>
            {found.names.map(({ name, means }) => (
              <div key={name}>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{means}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </div>
  )
}

interface DelayedProps {
  label: string
  value: string
  placeholder: string
  hint: string
  error?: string | undefined
  onChange: (text: string) => void
}

/** The address follows what is typed after a pause. */
function Delayed({ value, onChange, ...field }: DelayedProps) {
  const [text, setText] = useState(value)
  const [told, setTold] = useState(value)
  if (told !== value) {
    setTold(value)
    setText(value)
  }
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => onChange(text.trim()), 500)
    return () => clearTimeout(timer)
  }, [text, value, onChange])
  return (
    <TextField {...field} value={text} spellCheck={false} onChange={(event) => setText(event.target.value)} />
  )
}
