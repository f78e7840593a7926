/** Which options people, models and the consensus chose, side by side. */
import type { Tallies } from "@loam/schema"
import { IconChartBar } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { EmptyState } from "../../ui/EmptyState.tsx"
import { count, counted } from "../../ui/numbers.ts"
import { QuestionChoice } from "./Choice.tsx"
import { Bars } from "./charts/Bars.tsx"
import { Figure } from "./Figure.tsx"
import styles from "./Insights.module.css"
import { Load } from "./Load.tsx"
import { talliesQuery } from "./queries.ts"
import { useInsights } from "./use-insights.ts"
import { share } from "./words.ts"

const counted_of: Record<Tallies["of"], string> = {
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
  return (
    <Figure
      title={counted_of[data.of]}
      lead={
        <>
          {counted(data.answered, "record")} of {count(data.records)} answered.{" "}
          {agreed
            ? `The consensus is one answer a record, by the policy ${String(agreed.policy.name).replaceAll("_", " ")}${agreed.abstained > 0 ? `; on ${counted(agreed.abstained, "record")} it abstains, as answers are tied` : ""}.`
            : "Texts have no consensus to count."}
        </>
      }
      columns={["Option", "Answers", "Suggestions", "Consensus"]}
      rows={data.items.map((item) => [item.option, item.answers, item.suggestions, item.consensus])}
    >
      <Bars
        series={series}
        groups={data.items.map((item) => ({
          label: item.option,
          values: series.map((each) => ({
            share: each.of(item) / each.total,
            text: `${share(each.of(item) / each.total)} · ${count(each.of(item))}`,
          })),
        }))}
      />
    </Figure>
  )
}
