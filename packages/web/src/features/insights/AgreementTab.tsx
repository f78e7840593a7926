/** How far people agree on one question: in one figure and in words, then per label, slice and pair of people. */
import {
  type Agreement,
  type AgreementFigure,
  type AgreementMeasure,
  agreementMeasures,
  type QuestionTypeName,
} from "@loam/schema"
import { IconUsersGroup } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { EmptyState } from "../../ui/EmptyState.tsx"
import { count, counted } from "../../ui/numbers.ts"
import { Choice, QuestionChoice } from "./Choice.tsx"
import { HeatMap } from "./charts/HeatMap.tsx"
import { type RangeRow, Ranges } from "./charts/Ranges.tsx"
import { Figure } from "./Figure.tsx"
import styles from "./Insights.module.css"
import { Load } from "./Load.tsx"
import { agreementQuery, metadataKeysQuery } from "./queries.ts"
import { useInsights } from "./use-insights.ts"
import { decimal, leadingMeasure, measureNames, readingOf, whyMissing } from "./words.ts"

type Estimate = Pick<AgreementFigure, "value" | "interval" | "units">
type Missing = { value: number | null; reason?: keyof typeof whyMissing }

const columnsOf = (first: string) => [first, "Value", "Low", "High", "Records"]
const cells = ({ value, interval, units }: Estimate) => [
  value,
  interval?.low ?? null,
  interval?.high ?? null,
  units,
]

function rangeOf(key: string, label: string, estimate: Estimate & Missing, note?: string): RangeRow {
  const { value, interval } = estimate
  const spread = interval ? ` (${decimal(interval.low)} to ${decimal(interval.high)})` : ""
  const why = "reason" in estimate && estimate.reason ? whyMissing[estimate.reason] : "–"
  return {
    key,
    label,
    note,
    value,
    low: interval?.low,
    high: interval?.high,
    text: value === null ? why : `${decimal(value)}${spread}`,
  }
}

const bands = [
  { at: 0, label: "0 chance" },
  { at: 0.667, label: "⅔" },
  { at: 0.8, label: "0.8" },
  { at: 1, label: "1" },
]
const lowest = (rows: readonly RangeRow[]) =>
  Math.min(-0.1, Math.floor(10 * Math.min(0, ...rows.map(({ value, low }) => low ?? value ?? 0))) / 10)

export function AgreementTab() {
  const { datasetId, questions, question, search, put } = useInsights()
  const by = search.by
  const name = question?.name ?? ""
  const agreement = useQuery(agreementQuery(datasetId, { question: name, by }))
  const keys = useQuery(metadataKeysQuery(datasetId)).data ?? []
  return (
    <>
      <div className={styles.filters}>
        <QuestionChoice questions={questions} value={name} onChange={(each) => put({ question: each })} />
        <Choice
          label="Sliced by"
          value={by ?? ""}
          options={[
            { value: "", label: "Not sliced" },
            { value: "day", label: "Day of the latest answer" },
            ...keys.map((key) => ({ value: `metadata.${key}`, label: `Metadata: ${key}` })),
          ]}
          onChange={(each) => put({ by: each || undefined })}
        />
      </div>
      <Load query={agreement} what="agreement">
        {(data) => (data.compared === 0 ? <NothingToCompare data={data} /> : <Figures data={data} />)}
      </Load>
    </>
  )
}

function NothingToCompare({ data }: { data: Agreement }) {
  return (
    <EmptyState icon={<IconUsersGroup size={24} />} title="Agreement needs two answers on the same record">
      <p>
        {data.answers === 0
          ? "Nobody has answered this question yet."
          : `${counted(data.answers, "answer")} by ${counted(data.people, "person", "people")}, each on a record of its own.`}{" "}
        Let a share of the records be answered by two or more people: set “answers per record” above 1 in the
        dataset’s distribution.
      </p>
    </EmptyState>
  )
}

function Figures({ data }: { data: Agreement }) {
  const leading = leadingMeasure[data.question.type] ?? "percent"
  const main = data.measures.find(({ measure }) => measure === leading) ?? data.measures[0]
  const order: readonly AgreementMeasure[] = agreementMeasures[data.question.type as QuestionTypeName] // as the server names its types
  const measures = data.measures.toSorted((a, b) => order.indexOf(a.measure) - order.indexOf(b.measure))
  const all = measures.map((each) =>
    rangeOf(each.measure, measureNames[each.measure], each, each.variant ?? undefined),
  )
  const labels = data.labels.map((each) =>
    rangeOf(each.label, each.label, each.alpha, counted(each.answers, "answer")),
  )
  return (
    <>
      {main ? <Headline main={main} data={data} /> : null}
      <Figure
        title="All measures"
        lead="Dots are values, stretches the interval that 19 of 20 resamples of the records fall into. Lines: chance, two thirds (tentative) and 0.8 (reliable), Krippendorff’s bands for α; percent agreement knows no chance and reads higher."
        columns={columnsOf("Measure")}
        rows={measures.map((each) => [measureNames[each.measure], ...cells(each)])}
      >
        <Ranges rows={all} min={lowest(all)} max={1} marks={bands} />
      </Figure>
      {labels.length > 0 ? (
        <Figure
          title="By label"
          lead="α of each label as a question of its own: was it given or not? Labels far to the left are those that people read differently."
          columns={columnsOf("Label")}
          rows={data.labels.map((each) => [each.label, ...cells(each.alpha)])}
        >
          <Ranges rows={labels} min={lowest(labels)} max={1} marks={bands} />
        </Figure>
      ) : null}
      {data.slices ? <Slices slices={data.slices} leading={leading} /> : null}
      {data.pairs.total > 0 ? <Pairs pairs={data.pairs} /> : null}
    </>
  )
}

function Headline({ main, data }: { main: AgreementFigure; data: Agreement }) {
  const reading = readingOf(main)
  const note = "note" in main && main.note ? whyMissing[main.note] : null
  return (
    <div className={styles.tiles}>
      <div className={styles.tile} data-wide>
        <p className={styles.tileName}>
          {measureNames[main.measure]}
          {main.variant ? `, ${main.variant}` : ""}
        </p>
        <p className={styles.tileValue}>
          {decimal(main.value)}
          {reading ? ` · ${reading.title}` : ""}
        </p>
        <p className={styles.tileNote}>
          {main.interval ? `Between ${decimal(main.interval.low)} and ${decimal(main.interval.high)}. ` : ""}
          {main.value === null && "reason" in main ? `There is no figure: ${whyMissing[main.reason]}.` : ""}
          {note ? `Note: ${note}. ` : ""}
          {reading?.text}
        </p>
      </div>
      <div className={styles.tile}>
        <p className={styles.tileName}>Rests on</p>
        <p className={styles.tileValue}>{counted(data.compared, "record")}</p>
        <p className={styles.tileNote}>
          with two or more answers, of {count(data.records)} answered by{" "}
          {counted(data.people, "person", "people")}
          {data.compared < 30 ? ". That is few: the figures may move a lot." : ""}
        </p>
      </div>
    </div>
  )
}

function Slices({
  slices,
  leading,
}: {
  slices: NonNullable<Agreement["slices"]>
  leading: AgreementMeasure
}) {
  const found = slices.items.flatMap(({ key, compared, measures }) => {
    const main = measures.find(({ measure }) => measure === leading) ?? measures[0]
    return main ? [{ key, compared, main }] : []
  })
  const rows = found.map(({ key, compared, main }) =>
    rangeOf(key, key, main, `${counted(compared, "record")} compared`),
  )
  const name = slices.by === "day" ? "day" : slices.by.replace("metadata.", "")
  if (rows.length === 0) {
    return (
      <EmptyState title={`No record has “${name}”`}>
        <p>Choose another key to slice by.</p>
      </EmptyState>
    )
  }
  return (
    <Figure
      title={slices.by === "day" ? "Over time" : `By ${name}`}
      lead={`${measureNames[leading]} of each part${slices.total > rows.length ? `; the ${rows.length} largest of ${slices.total}` : ""}. Parts with few records move a lot.`}
      columns={columnsOf(name)}
      rows={found.map(({ key, main }) => [key, ...cells(main)])}
    >
      <Ranges rows={rows} min={lowest(rows)} max={1} marks={bands} />
    </Figure>
  )
}

function Pairs({ pairs }: { pairs: Agreement["pairs"] }) {
  const names = [
    ...new Set(pairs.items.flatMap(({ first, second }) => [first.username, second.username])),
  ].sort()
  const cellsByPair = new Map(
    pairs.items.flatMap(({ first, second, shared, kappa }) => {
      const cell = { value: kappa.value, shared }
      return [
        [`${first.username}\u0000${second.username}`, cell] as const,
        [`${second.username}\u0000${first.username}`, cell] as const,
      ]
    }),
  )
  return (
    <Figure
      title="Pairs of people"
      lead={`Cohen’s κ of every two people who answered the same records: 1 always alike, 0 as by chance. A low number between two careful people points at the guidelines rather than at them.${pairs.total > pairs.items.length ? ` The ${count(pairs.items.length)} pairs with most records in common, of ${count(pairs.total)}.` : ""}`}
      columns={["One", "Other", "Shared records", "Same answer", "κ", "Low", "High"]}
      rows={pairs.items.map(({ first, second, shared, percent, kappa }) => [
        first.username,
        second.username,
        shared,
        percent,
        kappa.value,
        kappa.interval?.low ?? null,
        kappa.interval?.high ?? null,
      ])}
    >
      <HeatMap people={names} cell={(one, other) => cellsByPair.get(`${one}\u0000${other}`)} />
    </Figure>
  )
}
