/** How far: mine as a number, the team's as a bar. */
import { count } from "../../ui/numbers.ts"
import { ProgressBar, percent } from "../../ui/ProgressBar.tsx"
import { useEngineState } from "./engine-context.tsx"
import styles from "./ProgressSummary.module.css"

export function ProgressSummary() {
  const team = useEngineState((state) => state.team)
  const mine = useEngineState((state) => state.counts?.submitted)
  if (!team || mine === undefined) return <div className={styles.summary} />
  const done = team.total > 0 && team.completed >= team.total
  return (
    <div
      className={styles.summary}
      title={`${count(team.completed)} of ${count(team.total)} records completed by the team`}
    >
      <span className={styles.mine}>
        <strong>{count(mine)}</strong> by you
      </span>
      <span className={styles.bar}>
        <ProgressBar
          size="sm"
          label="Progress of the team"
          total={team.total}
          layers={[
            {
              value: team.completed,
              color: `var(--loam-${done ? "moss" : "clay"})`,
              label: "records completed",
            },
          ]}
        />
      </span>
      <span className={styles.share}>{percent(team.completed, team.total)} team</span>
    </div>
  )
}
