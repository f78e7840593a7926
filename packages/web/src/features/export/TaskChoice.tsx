/** What the file is for: what this dataset can give, and why it cannot give the rest. */
import type { ExportTask } from "@loam/schema"
import { counted } from "../../ui/numbers.ts"
import styles from "./Form.module.css"

interface TaskChoiceProps {
  tasks: readonly ExportTask[]
  chosen: string
  onChange: (task: string) => void
}

export function TaskChoice({ tasks, chosen, onChange }: TaskChoiceProps) {
  // A task that only needs to be told which column is which is offered, too; so is the one that is chosen.
  const offered = ({ task, problem }: ExportTask) => !problem || problem.choices.length > 0 || task === chosen
  const others = tasks.filter((each) => !offered(each))
  return (
    <fieldset className={styles.tasks}>
      <legend className={styles.legend}>What for</legend>
      {tasks.filter(offered).map(({ task, title, about, problem }) => (
        <label key={task} className={styles.task}>
          <input
            type="radio"
            name="task"
            value={task}
            checked={task === chosen}
            onChange={() => onChange(task)}
          />
          <span>
            <strong>{title}</strong>
            {task === chosen ? <small>{problem ? problem.message : about}</small> : null}
          </span>
        </label>
      ))}
      {others.length > 0 ? (
        <details className={styles.others}>
          <summary>{counted(others.length, "more", "more")} that this dataset cannot give</summary>
          <dl>
            {others.map(({ task, title, problem }) => (
              <div key={task}>
                <dt>{title}</dt>
                <dd>{problem?.message}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </fieldset>
  )
}
