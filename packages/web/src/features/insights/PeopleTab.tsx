/** The people who answered a question: with whom they agree, how fast they are, which habits they have. */
import type { Annotator, Annotators } from "@loam/schema"
import { IconUsers } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { EmptyState } from "../../ui/EmptyState.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { count, counted } from "../../ui/numbers.ts"
import { Choice, QuestionChoice } from "./Choice.tsx"
import { type RangeRow, Ranges } from "./charts/Ranges.tsx"
import { Figure } from "./Figure.tsx"
import styles from "./Insights.module.css"
import { Load } from "./Load.tsx"
import { annotatorsQuery, metadataKeysQuery } from "./queries.ts"
import { useInsights } from "./use-insights.ts"
import { valueText } from "./value-text.ts"
import { share } from "./words.ts"

export function PeopleTab() {
  const { datasetId, questions, question, search, put } = useInsights()
  const type = question?.settings.type
  const takesGold = type === "label_selection" || type === "rating"
  const keys = useQuery(metadataKeysQuery(datasetId)).data ?? []
  const gold = takesGold ? search.gold : undefined
  const people = useQuery(annotatorsQuery(datasetId, { question: question?.name ?? "", gold }))
  return (
    <>
      <div className={styles.filters}>
        <QuestionChoice
          questions={questions}
          value={question?.name ?? ""}
          onChange={(each) => put({ question: each, gold: undefined })}
        />
        {takesGold && keys.length > 0 ? (
          <Choice
            label="Right answers are in"
            value={gold ?? ""}
            options={[
              { value: "", label: "Not known" },
              ...keys.map((key) => ({ value: `metadata.${key}`, label: `Metadata: ${key}` })),
            ]}
            onChange={(each) => put({ gold: each || undefined })}
          />
        ) : null}
      </div>
      <Load query={people} what="figures about people">
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState icon={<IconUsers size={24} />} title="Nobody has answered this question yet">
              <p>Once people have, this page shows how they work together. It is no ranking of them.</p>
            </EmptyState>
          ) : (
            <Figures data={data} withGold={gold !== undefined} />
          )
        }
      </Load>
    </>
  )
}

type Share = Annotator["with_consensus"]

function rangeOf({ user, answers, few_answers }: Annotator, found: Share | null): RangeRow {
  const few = few_answers ? " · few, a guess" : ""
  const value = found?.value ?? null
  return {
    key: user.id,
    label: user.username,
    note: `${counted(answers, "answer")}${few}`,
    value,
    low: value === null ? null : found?.low,
    high: value === null ? null : found?.high,
    text: value === null || !found ? "no shared records" : `${share(value)} of ${count(found.trials)}`,
  }
}

const shareMarks = [
  { at: 0, label: "0%" },
  { at: 0.5, label: "50%" },
  { at: 1, label: "100%" },
]

function Shares({
  title,
  lead,
  data,
  of,
}: {
  title: string
  lead: string
  data: Annotators
  of: (each: Annotator) => Share | null
}) {
  const sorted = data.items.toSorted((a, b) => (of(b)?.value ?? -1) - (of(a)?.value ?? -1))
  if (sorted.every((each) => of(each)?.value == null)) {
    return (
      <EmptyState title={title}>
        <p>Needs records that two or more people answered.</p>
      </EmptyState>
    )
  }
  return (
    <Figure
      title={title}
      lead={lead}
      columns={["Person", "Share", "Low", "High", "Hits", "Records", "Answers"]}
      rows={sorted.map((each) => {
        const found = of(each)
        const known = found && found.value !== null
        return [
          each.user.username,
          known ? found.value : null,
          known ? found.low : null,
          known ? found.high : null,
          found?.hits ?? null,
          found?.trials ?? null,
          each.answers,
        ]
      })}
    >
      <Ranges rows={sorted.map((each) => rangeOf(each, of(each)))} min={0} max={1} marks={shareMarks} />
    </Figure>
  )
}

function Figures({ data, withGold }: { data: Annotators; withGold: boolean }) {
  const few = data.items.filter((each) => each.few_answers).length
  const modelled = data.items.some((each) => each.expected_accuracy !== null)
  return (
    <>
      {few > 0 ? (
        <Notice tone="info">
          {few === data.items.length
            ? "Everybody has given fewer than five answers: read every figure below as a guess."
            : `${counted(few, "person has", "people have")} given fewer than five answers: their figures are guesses.`}
        </Notice>
      ) : null}
      <Shares
        title="Agreement with the consensus"
        lead="How often a person’s answer was the consensus, on records that others answered too. Being in the minority is not being wrong: look at the records before drawing conclusions about people."
        data={data}
        of={(each) => each.with_consensus}
      />
      {withGold ? (
        <Shares
          title="Against the right answers"
          lead="How often a person’s answer was the one given in the metadata. The stretch is where the true share lies in 19 of 20 cases."
          data={data}
          of={(each) => each.gold}
        />
      ) : null}
      {modelled ? <Reliability data={data} /> : null}
      <Pace data={data} />
      {modelled ? <Habits data={data} /> : null}
    </>
  )
}

function Reliability({ data }: { data: Annotators }) {
  return (
    <Figure
      title="Reliability"
      lead="Estimates from how all answers hang together. Expected accuracy (Dawid–Skene): how often right, were the model’s truth the truth. Competence (MACE): the share of answers known rather than guessed. With few answers a person both say little."
      columns={[
        "Person",
        "Answers",
        "With the majority of others",
        "Expected accuracy",
        "Competence",
        "Note",
      ]}
      rows={data.items.map((each) => [
        each.user.username,
        each.answers,
        each.with_others?.value ?? null,
        each.expected_accuracy?.value ?? null,
        each.competence?.value ?? null,
        each.few_answers ? "few answers" : "",
      ])}
    />
  )
}

function Pace({ data }: { data: Annotators }) {
  const timed = data.items.some((each) => each.speed.answers > 0)
  const suggested = data.everybody.suggestions.accepted.trials > 0
  if (!timed && !suggested) return null
  return (
    <Figure
      title="Pace and suggestions"
      lead="Seconds of attention, without pauses. Fast is not careless, and accepting suggestions may mean that the model is good: compare with how long accepted and changed ones took."
      columns={[
        "Person",
        "Median seconds",
        "Fastest tenth",
        "Against the team",
        "Suggestions accepted",
        "Of",
        "Seconds, accepted",
        "Seconds, changed",
      ]}
      rows={data.items.map(({ user, speed, suggestions }) => [
        user.username,
        speed.median,
        speed.fastest_tenth,
        speed.relative === null ? null : `× ${speed.relative.toFixed(2)}`,
        suggestions.accepted.value === null ? null : share(suggestions.accepted.value),
        suggestions.accepted.trials,
        suggestions.seconds_accepted,
        suggestions.seconds_changed,
      ])}
    />
  )
}

/** Under 1 in 1,000 by chance; and the same person must have had a choice. */
const unlikely = 0.001

function Habits({ data }: { data: Annotators }) {
  const everybody = data.everybody.position
  return (
    <Figure
      title="Habits"
      lead={
        everybody?.biased
          ? "Everybody together prefers one place, which may be the data itself: compare people with each other."
          : "The same answer many times in a row, or the first place more often than chance would have it, can be habit, or the data. Both are a reason to look, not a verdict."
      }
      columns={[
        "Person",
        "Most frequent answer",
        "Its share",
        "Longest run",
        "Of",
        "First place chosen",
        "Worth a look",
      ]}
      rows={data.items.map(({ user, straight_lining: line, position, answers }) => {
        const looks = [
          ...(line?.run_chance != null && line.run_chance < unlikely && answers >= 10 ? ["long run"] : []),
          ...(position?.biased ? ["place"] : []),
        ]
        return [
          user.username,
          line ? valueText(line.commonest) : null,
          line?.commonest_share == null ? null : share(line.commonest_share),
          line?.longest_run ?? null,
          line ? valueText(line.run_of) : null,
          position?.first.value == null ? null : share(position.first.value),
          looks.join(", "),
        ]
      })}
    />
  )
}
