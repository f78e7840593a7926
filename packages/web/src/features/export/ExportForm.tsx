/** Everything that settles an export: what for, which columns, which records, whose answers, splits, checks, moment. */
import type { Dataset, ExportTask } from "@loam/schema"
import { Choice } from "../insights/Choice.tsx"
import { ChecksChoice } from "./ChecksChoice.tsx"
import styles from "./Form.module.css"
import { Moment } from "./Moment.tsx"
import { PartsSection } from "./Parts.tsx"
import { PolicyChoice } from "./PolicyChoice.tsx"
import { type ExportSearch, listOf } from "./request.ts"
import { Section } from "./Section.tsx"
import { SplitChoice } from "./SplitChoice.tsx"
import { TaskChoice } from "./TaskChoice.tsx"
import { WhereField } from "./WhereField.tsx"

export type Put = (part: { [Name in keyof ExportSearch]?: ExportSearch[Name] | undefined }) => void

interface ExportFormProps {
  dataset: Dataset
  tasks: readonly ExportTask[]
  search: ExportSearch
  put: Put
}

export function ExportForm({ dataset, tasks, search, put }: ExportFormProps) {
  const task = tasks.find((each) => each.task === (search.task ?? "raw")) ?? tasks[0]
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()} aria-label="Export">
      <TaskChoice
        tasks={tasks}
        chosen={task?.task ?? "raw"}
        onChange={(each) =>
          put({ task: each === "raw" ? undefined : each, format: undefined, map: undefined })
        }
      />
      {task ? <Format task={task} search={search} put={put} /> : null}
      {task ? <PartsSection task={task} map={search.map} put={put} /> : null}
      <Section title="Records" says={recordsSay(search)} open>
        <WhereField datasetId={dataset.id} search={search} put={put} />
        <Choice
          label="Status"
          value={search.status ?? ""}
          options={[
            { value: "", label: "All" },
            { value: "completed", label: "Completed: all wanted answers are there" },
            { value: "pending", label: "Pending" },
          ]}
          onChange={(status) => put({ status: (status || undefined) as ExportSearch["status"] })} // one of the values above
        />
      </Section>
      <Section
        title="Several answers"
        says={search.unify ? "one a record" : "all"}
        open={Boolean(search.unify)}
      >
        <PolicyChoice datasetId={dataset.id} unify={search.unify} put={put} />
        <Choice
          label="Suggestions of models"
          value={search.suggestions ?? ""}
          options={[
            { value: "", label: "Make no rows" },
            { value: "fallback", label: "Where nobody answered" },
            { value: "also", label: "Beside the answers" },
            { value: "only", label: "Instead of answers" },
          ]}
          onChange={(suggestions) => put({ suggestions: suggestions || undefined })}
        />
      </Section>
      <Section
        title="Splits"
        says={search.splits ? search.splits.replaceAll(",", ", ") : "none"}
        open={Boolean(search.splits)}
      >
        <SplitChoice search={search} put={put} />
      </Section>
      <Section title="Checks" says={checksSay(search)} open={checksSay(search) !== "the usual"}>
        <ChecksChoice workspaceId={dataset.workspace_id} search={search} put={put} />
      </Section>
      <Section title="Moment" says={search.asOf ? "in the past" : "now"} open={Boolean(search.asOf)}>
        <Moment value={search.asOf} onChange={(asOf) => put({ asOf })} />
      </Section>
    </form>
  )
}

function recordsSay({ where, status }: ExportSearch): string {
  if (where) return status ? `selected, ${status}` : "selected"
  return status ?? "all"
}

function checksSay({ lint, tokenizer, benchmark }: ExportSearch): string {
  const own = listOf(lint).length + listOf(benchmark).length + (tokenizer ? 1 : 0)
  return own > 0 ? `${own} chosen` : "the usual"
}

function Format({ task, search, put }: { task: ExportTask; search: ExportSearch; put: Put }) {
  const [first] = task.formats
  const format = task.formats.find(({ id }) => id === search.format) ?? first
  return (
    <div className={styles.format}>
      <Choice
        label="Format"
        value={format?.id ?? ""}
        options={task.formats.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(id) => put({ format: id === first?.id ? undefined : id })}
      />
      {format && format.readers.length > 0 ? (
        <p className={styles.hint}>Read by {format.readers.join(", ")}.</p>
      ) : null}
    </div>
  )
}
