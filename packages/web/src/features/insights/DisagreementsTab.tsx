/** The records people differ about most, with their votes side by side; each opens where it is answered. */
import type { Disagreements } from "@loam/schema"
import { IconUsersGroup } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { Button } from "../../ui/Button.tsx"
import { EmptyState } from "../../ui/EmptyState.tsx"
import { count, counted } from "../../ui/numbers.ts"
import { Choice, QuestionChoice } from "./Choice.tsx"
import { DisputedRecord } from "./DisputedRecord.tsx"
import { Figure } from "./Figure.tsx"
import styles from "./Insights.module.css"
import { Load } from "./Load.tsx"
import { activityQuery, disagreementsQuery } from "./queries.ts"
import { useInsights } from "./use-insights.ts"

const pageSize = 20

export function DisagreementsTab() {
  const { datasetId, questions, question, search, put } = useInsights()
  const people = useQuery(activityQuery(datasetId)).data?.people ?? []
  const offset = Math.max(0, Math.trunc(Number(search.from ?? 0)) || 0)
  const labels = search.label ? search.label.split("|").map(decodeURIComponent) : []
  const disagreements = useQuery(
    disagreementsQuery(datasetId, {
      question: question?.name ?? "",
      user_id: search.person,
      label: labels.length > 0 ? labels : undefined,
      offset,
    }),
  )
  const settings = question?.settings
  const options = settings && "options" in settings ? settings.options.map(({ value }) => String(value)) : []
  return (
    <>
      <div className={styles.filters}>
        <QuestionChoice
          questions={questions}
          value={question?.name ?? ""}
          onChange={(each) => put({ question: each, label: undefined, from: undefined })}
        />
        <Choice
          label="Answered by"
          value={search.person ?? ""}
          options={[
            { value: "", label: "Anybody" },
            ...people.map(({ user }) => ({ value: user.id, label: user.username })),
          ]}
          onChange={(each) => put({ person: each || undefined, from: undefined })}
        />
        {options.length > 0 ? (
          <Choice
            label="Somebody said"
            value={labels.length === 1 ? (labels[0] ?? "") : ""}
            options={[
              { value: "", label: labels.length > 1 ? labels.join(" and ") : "Anything" },
              ...options.map((value) => ({ value, label: value })),
            ]}
            onChange={(each) => put({ label: each ? encodeURIComponent(each) : undefined, from: undefined })}
          />
        ) : null}
        {search.person || labels.length > 0 ? (
          <Button
            size="sm"
            variant="quiet"
            onClick={() => put({ person: undefined, label: undefined, from: undefined })}
          >
            Show all
          </Button>
        ) : null}
      </div>
      <Load query={disagreements} what="what people differ about">
        {(data) => (
          <Found
            data={data}
            datasetId={datasetId}
            filtered={Boolean(search.person) || labels.length > 0}
            offset={offset}
            onPage={(from) => put({ from: from > 0 ? String(from) : undefined })}
            onLabels={(both) => put({ label: both.map(encodeURIComponent).join("|"), from: undefined })}
          />
        )}
      </Load>
    </>
  )
}

interface FoundProps {
  data: Disagreements
  datasetId: string
  filtered: boolean
  offset: number
  onPage: (offset: number) => void
  onLabels: (labels: readonly string[]) => void
}

function Found({ data, datasetId, filtered, offset, onPage, onLabels }: FoundProps) {
  if (data.total === 0) {
    return (
      <EmptyState
        icon={<IconUsersGroup size={24} />}
        title={filtered ? "No such record" : "Nobody can disagree yet"}
      >
        <p>
          {filtered
            ? "No record with two answers fits these filters."
            : "That needs two answers on the same record. They appear here as soon as there are."}
        </p>
      </EmptyState>
    )
  }
  return (
    <>
      {data.confusions.length > 0 ? (
        <Figure
          title="What stands against what"
          lead="Labels that were given to the same record by different people, most often first. Choose a pair to see its records."
          columns={["One", "Other", "Records"]}
          rows={data.confusions.map(({ labels, records }) => [...labels, records])}
        >
          <div className={styles.chips}>
            {data.confusions.slice(0, 12).map(({ labels, records }) => (
              <Button
                key={labels.join("\u0000")}
                size="sm"
                className={styles.pair}
                title={labels.join(" / ")}
                onClick={() => onLabels(labels)}
              >
                <span className={styles.cut}>{labels[0]}</span>
                <span aria-hidden>/</span>
                <span className={styles.cut}>{labels[1]}</span>
                <span className={styles.amount}>{count(records)}</span>
              </Button>
            ))}
          </div>
        </Figure>
      ) : null}
      <p className={styles.working} role="status">
        {data.disputed === 0
          ? `Everybody agrees on all ${counted(data.total, "record")} with two or more answers.`
          : `${counted(data.disputed, "record")} of ${count(data.total)} with two or more answers ${data.disputed === 1 ? "is" : "are"} disputed; most disputed first.`}
      </p>
      <ol className={styles.stack}>
        {data.items.map((item) => (
          <DisputedRecord key={item.record_id} item={item} datasetId={datasetId} />
        ))}
      </ol>
      {data.total > pageSize ? (
        <nav className={styles.pager} aria-label="Pages of records">
          <Button size="sm" disabled={offset === 0} onClick={() => onPage(Math.max(0, offset - pageSize))}>
            Earlier
          </Button>
          {count(offset + 1)}–{count(Math.min(data.total, offset + pageSize))} of {count(data.total)}
          <Button
            size="sm"
            disabled={offset + pageSize >= data.total}
            onClick={() => onPage(offset + pageSize)}
          >
            Later
          </Button>
        </nav>
      ) : null}
    </>
  )
}
