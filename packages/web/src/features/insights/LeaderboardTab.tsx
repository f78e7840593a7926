/** Models by how often they were preferred: strengths from side-by-side answers, with intervals. */
import type { LeaderboardPage } from "@loam/schema"
import { IconTrophy } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { EmptyState } from "../../ui/EmptyState.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { count, counted } from "../../ui/numbers.ts"
import { Choice, QuestionChoice } from "./Choice.tsx"
import { Ranges } from "./charts/Ranges.tsx"
import { Figure } from "./Figure.tsx"
import styles from "./Insights.module.css"
import { Load } from "./Load.tsx"
import { leaderboardQuery, metadataKeysQuery } from "./queries.ts"
import { formatSides, guessSides, parseSides, type Side } from "./sides.ts"
import { useInsights } from "./use-insights.ts"
import { share, whyMissing } from "./words.ts"

const nothing = "-"
const equal = "="

export function LeaderboardTab() {
  const { datasetId, questions, question, search, put } = useInsights(["label_selection", "ranking"])
  const keysFound = useQuery(metadataKeysQuery(datasetId))
  if (!question) {
    return (
      <EmptyState icon={<IconTrophy size={24} />} title="A leaderboard needs comparisons">
        <p>
          Ask people which of two answers is better, by a label question such as “A, B or tie”, or let them
          rank several; put the names of the models into each record’s metadata.
        </p>
      </EmptyState>
    )
  }
  const settings = question.settings
  const options = "options" in settings ? settings.options.map(({ value }) => String(value)) : []
  const keys = keysFound.data ?? []
  const sides = search.sides === undefined ? guessSides(options, keys) : parseSides(search.sides)
  return (
    <>
      <div className={styles.filters}>
        <QuestionChoice
          questions={questions}
          value={question.name}
          onChange={(each) => put({ question: each, sides: undefined })}
        />
        {keys.length > 0 && options.length <= 8
          ? options.map((option) => (
              <SideChoice
                key={option}
                option={option}
                sides={sides}
                keys={keys}
                onChange={(next) => put({ sides: formatSides(next) })}
              />
            ))
          : null}
      </div>
      {keysFound.isPending ? null : (
        <Board
          datasetId={datasetId}
          question={question.name}
          ranking={settings.type === "ranking"}
          sides={sides}
        />
      )}
    </>
  )
}

interface SideChoiceProps {
  option: string
  sides: readonly Side[]
  keys: readonly string[]
  onChange: (sides: Side[]) => void
}

function SideChoice({ option, sides, keys, onChange }: SideChoiceProps) {
  const side = sides.find((each) => each.option === option)
  const value = side ? side.key || equal : nothing
  return (
    <Choice
      label={`“${option}” stands for`}
      value={value}
      options={[
        { value: nothing, label: "No model" },
        { value: equal, label: "All are equally good" },
        ...keys.map((key) => ({ value: key, label: `The model in ${key}` })),
      ]}
      onChange={(chosen) => {
        const others = sides.filter((each) => each.option !== option)
        onChange(chosen === nothing ? others : [...others, { option, key: chosen === equal ? "" : chosen }])
      }}
    />
  )
}

interface BoardProps {
  datasetId: string
  question: string
  ranking: boolean
  sides: readonly Side[]
}

function Board({ datasetId, question, ranking, sides }: BoardProps) {
  const models = sides.filter(({ key }) => key !== "")
  const ready = ranking || models.length > 1
  const query = {
    question,
    model: models.length > 1 ? models.map(({ option, key }) => `${option}=metadata.${key}`) : undefined,
    tie: sides.filter(({ key }) => key === "").map(({ option }) => option),
  }
  const board = useQuery({ ...leaderboardQuery(datasetId, query), enabled: ready })
  if (!ready) {
    return (
      <EmptyState icon={<IconTrophy size={24} />} title="Which option stands for which model?">
        <p>
          Records say in their metadata which models wrote the answers. Choose for at least two options the
          key that holds the model’s name; for a tie, “all are equally good”.
        </p>
      </EmptyState>
    )
  }
  return (
    <Load query={board} what="the leaderboard">
      {(data) => <Rows data={data} />}
    </Load>
  )
}

const elo = (value: number) => count(Math.round(value))

/** Where the order is not certain, the ranks a model may have. */
function ranksOf({ rank_interval }: LeaderboardPage["rows"][number]): string {
  if (!rank_interval || rank_interval.low === rank_interval.high) return ""
  return `rank ${count(Math.round(rank_interval.low))} to ${count(Math.round(rank_interval.high))}, `
}

function Rows({ data }: { data: LeaderboardPage }) {
  if (data.rows.length === 0) {
    return (
      <EmptyState icon={<IconTrophy size={24} />} title="No leaderboard yet">
        <p>
          {data.comparisons === 0
            ? "No answer compares two models yet."
            : `There is none because ${data.reason ? whyMissing[data.reason] : "there are too few comparisons"}.`}
        </p>
      </EmptyState>
    )
  }
  const elos = data.rows.flatMap(({ elo, elo_interval }) => [
    elo,
    elo_interval?.low ?? elo,
    elo_interval?.high ?? elo,
  ])
  const step = 100
  const min = Math.floor((Math.min(...elos) - 20) / step) * step
  const max = Math.ceil((Math.max(...elos) + 20) / step) * step
  const every = Math.max(1, Math.ceil((max - min) / step / 6))
  const marks = Array.from({ length: Math.floor((max - min) / step / every) + 1 }, (_, at) => {
    const value = min + at * every * step
    return { at: value, label: count(value) }
  })
  return (
    <>
      {data.components.length > 1 ? (
        <Notice tone="warning">
          The comparisons fall into {data.components.length} groups that were never compared with each other:
          strengths across groups rest on an assumption.
        </Notice>
      ) : null}
      <Figure
        title="Strength of models"
        lead={`Bradley–Terry strengths on the scale of chess (1,000 is the mean; 200 more is winning three of four), from ${counted(data.comparisons, "comparison")} by ${counted(data.voters, "person", "people")}. Stretches are 19 of 20 resamples of people: where two overlap widely, the order may be chance.${data.left_out > 0 ? ` ${counted(data.left_out, "answer")} compared no two models.` : ""}${data.note ? ` Note: ${whyMissing[data.note]}.` : ""}`}
        columns={[
          "Model",
          "Rank",
          "Rank, low",
          "Rank, high",
          { name: "Elo", as: "elo" },
          { name: "Low", as: "elo" },
          { name: "High", as: "elo" },
          "Wins",
          "Losses",
          "Ties",
          { name: "Win rate", as: "share" },
          "Strength",
          "Standard error",
        ]}
        rows={data.rows.map((row) => [
          row.contestant,
          row.rank,
          row.rank_interval?.low ?? null,
          row.rank_interval?.high ?? null,
          row.elo,
          row.elo_interval?.low ?? null,
          row.elo_interval?.high ?? null,
          row.wins,
          row.losses,
          row.ties,
          row.win_rate,
          row.strength,
          row.standard_error,
        ])}
      >
        <Ranges
          min={min}
          max={max}
          marks={marks}
          what="models"
          rows={data.rows.map((row) => ({
            key: row.contestant,
            label: `${row.rank}. ${row.contestant}`,
            note: `${ranksOf(row)}wins ${share(row.win_rate)} of ${count(row.wins + row.losses + row.ties)}`,
            value: row.elo,
            low: row.elo_interval?.low,
            high: row.elo_interval?.high,
            text: `${elo(row.elo)}${row.elo_interval ? ` (${elo(row.elo_interval.low)}–${elo(row.elo_interval.high)})` : ""}`,
          }))}
        />
      </Figure>
    </>
  )
}
