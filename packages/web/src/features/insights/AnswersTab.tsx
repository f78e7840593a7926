/** Which options people, models and the consensus chose, side by side and over time. */
import type { Tallies } from "@loam/schema"
import { IconChartBar } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { EmptyState } from "../../ui/EmptyState.tsx"
import { count, counted } from "../../ui/numbers.ts"
import { QuestionChoice } from "./Choice.tsx"
import { Bars } from "./charts/Bars.tsx"
import { Strips } from "./charts/Strips.tsx"
import { drawnCounts } from "./days.ts"
import { Figure } from "./Figure.tsx"
import styles from "./Insights.module.css"
import { Load } from "./Load.tsx"
import { talliesQuery } from "./queries.ts"
import { useInsights } from "./use-insights.ts"
import { share } from "./words.ts"

const countedOf: Record<Tallies["of"], string> = {
  option: "Which options were chosen",
  first_place: "Which options were ranked first",
  mark: "Which labels were marked",
  words: "How long answers are, in words",
}

export function AnswersTab() {
  const { datasetId, questions, question, put } = useInsights()
  const tallies = useQuery(talliesQuery(datasetId, question?.name ?? ""))
  return (
    <>
      <div className={styles.filters}>
        <QuestionChoice
          questions={questions}
          value={question?.name ?? ""}
          onChange={(each) => put({ question: each })}
        />
      </div>
      <Load query={tallies} what="the answers">
        {(data) =>
          data.answers + data.suggestions === 0 ? (
            <EmptyState icon={<IconChartBar size={24} />} title="Nothing to count yet">
              <p>Once people answer or models suggest, their choices are counted here, option by option.</p>
            </EmptyState>
          ) : (
            <Counted data={data} />
          )
        }
      </Load>
    </>
  )
}

function Counted({ data }: { data: Tallies }) {
  const sum = (of: (item: Tallies["items"][number]) => number) =>
    data.items.reduce((total, item) => total + of(item), 0)
  const all = [
    {
      key: "answers",
      label: `Answers (${count(data.answers)})`,
      color: "var(--loam-moss)",
      of: (item: Tallies["items"][number]) => item.answers,
    },
    ...(data.suggestions > 0
      ? [
          {
            key: "suggestions",
            label: `Suggestions (${count(data.suggestions)})`,
            color: "var(--loam-iris)",
            of: (item: Tallies["items"][number]) => item.suggestions,
          },
        ]
      : []),
    ...(data.consensus
      ? [
          {
            key: "consensus",
            label: `Consensus (${count(data.consensus.resolved)})`,
            color: "var(--loam-clay)",
            of: (item: Tallies["items"][number]) => item.consensus ?? 0,
          },
        ]
      : []),
  ]
  const series = all.map((each) => ({ ...each, total: Math.max(1, sum(each.of)) }))
  const agreed = data.consensus
  // Options in their order, unless there are so many of them that those in use would be hard to find.
  const used = data.items.filter((item) => weight(item) > 0)
  const many = data.items.length > 15
  const items = many ? used.toSorted((a, b) => weight(b) - weight(a)) : data.items
  const unused = many ? data.items.length - used.length : 0
  return (
    <>
      <Figure
        title={countedOf[data.of]}
        lead={
          <>
            {counted(data.answered, "record")} of {count(data.records)} answered.{" "}
            {agreed
              ? `The consensus is one answer a record, by the policy ${String(agreed.policy.name).replaceAll("_", " ")}${agreed.abstained > 0 ? `; on ${counted(agreed.abstained, "record")} it abstains, as answers are tied` : ""}.`
              : "Texts have no consensus to count."}
            {unused > 0 ? ` ${counted(unused, "option was", "options were")} never used.` : ""}
          </>
        }
        columns={["Option", "Answers", "Suggestions", "Consensus"]}
        rows={data.items.map((item) => [item.option, item.answers, item.suggestions, item.consensus])}
      >
        <Bars
          series={series}
          groups={items.map((item) => ({
            label: item.option,
            values: series.map((each) => ({
              share: each.of(item) / each.total,
              text:
                each.of(item) === 0 ? "0" : `${share(each.of(item) / each.total)} · ${count(each.of(item))}`,
            })),
          }))}
        />
      </Figure>
      <SharesOverTime data={data} />
    </>
  )
}

const weight = ({ answers, suggestions, consensus }: Tallies["items"][number]) =>
  answers + suggestions + (consensus ?? 0)

function SharesOverTime({ data }: { data: Tallies }) {
  const { unit, days, counts } = drawnCounts(data.days)
  // One day is no development, and is in the figure above.
  if (days.length < 2) return null
  const totals = counts.map((each) => each.reduce((sum, times) => sum + times, 0))
  const used = data.items
    .map((item, at) => ({ ...item, at }))
    .filter(({ answers }) => answers > 0)
    .sort((a, b) => (data.items.length > 15 ? b.answers - a.answers : a.at - b.at))
  const shareAt = (option: number, day: number) => {
    const total = totals[day] ?? 0
    return total > 0 ? (counts[day]?.[option] ?? 0) / total : null
  }
  return (
    <Figure
      title="Shares over time"
      lead={`The share of each option in the answers of a ${unit} (UTC). A drift may be in the data, in the people, or in how they read the question.`}
      columns={[
        unit === "day" ? "Day" : "Week of",
        "Answers",
        ...used.map(({ option }) => ({ name: option, as: "share" as const })),
      ]}
      rows={days.map((day, at) => [day, totals[at] ?? 0, ...used.map((each) => shareAt(each.at, at))])}
    >
      <Strips
        days={days}
        unit={unit}
        strips={used.map((each) => {
          const shares = days.map((_, day) => shareAt(each.at, day))
          const known = shares.filter((one) => one !== null)
          return {
            label: each.option,
            shares,
            text: `${share(known[0] ?? null)} → ${share(known.at(-1) ?? null)}`,
          }
        })}
      />
    </Figure>
  )
}
