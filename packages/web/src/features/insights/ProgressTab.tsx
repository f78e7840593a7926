/** How far the dataset is, day by day and person by person, and when it will be done. */
import type { Activity } from "@loam/schema"
import { IconChartBar } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { Avatar } from "../../ui/Avatar.tsx"
import { EmptyState } from "../../ui/EmptyState.tsx"
import { count, counted } from "../../ui/numbers.ts"
import { ProgressBar, percent } from "../../ui/ProgressBar.tsx"
import { timeAgo } from "../../ui/time.ts"
import { DayChart } from "./charts/DayChart.tsx"
import { Few } from "./charts/Few.tsx"
import { drawnDays } from "./days.ts"
import { Figure } from "./Figure.tsx"
import styles from "./Insights.module.css"
import { Load } from "./Load.tsx"
import { activityQuery } from "./queries.ts"
import { useInsights } from "./use-insights.ts"
import { forecastWords } from "./words.ts"

export function ProgressTab() {
  const { datasetId } = useInsights()
  const activity = useQuery(activityQuery(datasetId))
  return (
    <Load query={activity} what="progress">
      {(data) => (data.records === 0 ? <NoRecords /> : <Progress activity={data} />)}
    </Load>
  )
}

function NoRecords() {
  return (
    <EmptyState icon={<IconChartBar size={24} />} title="There are no records yet">
      <p>
        Progress appears once there is something to answer: import records by the SDK or with “loam import”.
      </p>
    </EmptyState>
  )
}

function Progress({ activity }: { activity: Activity }) {
  const { unit, bars } = drawnDays(activity.days)
  const forecast = forecastWords(activity.forecast)
  return (
    <>
      <div className={styles.tiles}>
        <div className={styles.tile}>
          <p className={styles.tileName}>Records completed</p>
          <p className={styles.tileValue}>{percent(activity.completed, activity.records)}</p>
          <ProgressBar
            size="sm"
            label="Records"
            total={activity.records}
            layers={[
              { value: activity.completed, color: "var(--loam-status-submitted)", label: "completed" },
            ]}
          />
          <p className={styles.tileNote}>
            {count(activity.completed)} of {counted(activity.records, "record")}
          </p>
        </div>
        <div className={styles.tile}>
          <p className={styles.tileName}>Answers that count</p>
          <p className={styles.tileValue}>{count(activity.given)}</p>
          <p className={styles.tileNote}>
            of {count(activity.wanted)} wanted
            {activity.surplus > 0 ? `, and ${count(activity.surplus)} beyond what was wanted` : ""}
          </p>
        </div>
        <div className={styles.tile} data-wide>
          <p className={styles.tileName}>All answered</p>
          <p className={styles.tileValue}>{forecast.title}</p>
          <p className={styles.tileNote}>{forecast.text}</p>
        </div>
      </div>
      {bars.length === 0 ? (
        <EmptyState icon={<IconChartBar size={24} />} title="Nobody has answered yet">
          <p>Each day’s answers and who gave them will be drawn here.</p>
        </EmptyState>
      ) : (
        <>
          <Figure
            title="Answers over time"
            lead={`Submitted answers by ${unit}; days are those of UTC.`}
            columns={[unit === "day" ? "Day" : "Week of", "Answers", "Records completed"]}
            rows={bars.map((bar) => [bar.day, bar.submitted, bar.completed])}
          >
            <DayChart
              label="Answers by day"
              wanted={activity.wanted}
              what="answers"
              unit={unit}
              bars={bars.map((bar) => ({ day: bar.day, value: bar.submitted }))}
            />
          </Figure>
          <PeopleProgress people={activity.people} />
        </>
      )}
    </>
  )
}

function PeopleProgress({ people }: Pick<Activity, "people">) {
  const most = Math.max(1, ...people.map((each) => each.submitted + each.draft + each.discarded))
  return (
    <Figure
      title="Who answered"
      lead="Submitted answers, then drafts, then discarded records of each person."
      columns={[
        "Person",
        "Submitted",
        "Drafts",
        "Discarded",
        { name: "Minutes of attention", as: "seconds" },
        "Days",
        { name: "Last answer", as: "moment" },
      ]}
      rows={people.map((each) => [
        each.user.username,
        each.submitted,
        each.draft,
        each.discarded,
        each.active_seconds === null ? null : each.active_seconds / 60,
        each.days.length,
        each.last_at,
      ])}
    >
      <Few items={people} what="people">
        {(shown) => (
          <ul className={styles.people}>
            {shown.map((each) => (
              <li key={each.user.id} className={styles.person}>
                <Avatar name={each.user.username} size={24} />
                <span className={styles.cut} title={each.user.username}>
                  {each.user.username}
                </span>
                <ProgressBar
                  size="sm"
                  label={`Answers of ${each.user.username}`}
                  total={most}
                  layers={[
                    { value: each.submitted, color: "var(--loam-status-submitted)", label: "submitted" },
                    { value: each.draft, color: "var(--loam-status-draft)", label: "drafts" },
                    { value: each.discarded, color: "var(--loam-status-discarded)", label: "discarded" },
                  ]}
                />
                <span className={styles.amount}>
                  {count(each.submitted)}
                  {each.last_at ? ` · ${timeAgo(each.last_at)}` : ""}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Few>
    </Figure>
  )
}
