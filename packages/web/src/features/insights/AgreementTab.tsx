/** How far people agree on one question: in one figure and in words, then per label, slice, day and pair of people. */
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
import { AgreementOverTime } from "./AgreementOverTime.tsx"
import { AgreementPairs } from "./AgreementPairs.tsx"
import { agreementMarks, cellsOf, columnsOf, lowestOf, rangeOf } from "./agreement-rows.ts"
import { Choice, QuestionChoice } from "./Choice.tsx"
import { Ranges, Ticks, Track } from "./charts/Ranges.tsx"
import { agreementBands } from "./charts/scale.ts"
import { Figure } from "./Figure.tsx"
import styles from "./Insights.module.css"
import { Load } from "./Load.tsx"
import { agreementQuery, metadataKeysQuery } from "./queries.ts"
import { useInsights } from "./use-insights.ts"
import { decimal, leadingMeasure, measureNames, readingOf, whyMissing } from "./words.ts"

export function AgreementTab() {
  const { datasetId, questions, question, search, put } = useInsights()
  const by = search.by === "day" ? undefined : search.by
  const name = question?.name ?? ""
  const agreement = useQuery(agreementQuery(datasetId, { question: name, by }))
  const keys = useQuery(metadataKeysQuery(datasetId)).data ?? []
  const leading = leadingMeasure[question?.settings.type ?? "text"] ?? "percent"
  return (
    <>
      <div className={styles.filters}>
        <QuestionChoice questions={questions} value={name} onChange={(each) => put({ question: each })} />
        {keys.length > 0 ? (
          <Choice
            label="Sliced by"
            value={by ?? ""}
            options={[
              { value: "", label: "Not sliced" },
              ...keys.map((key) => ({ value: `metadata.${key}`, label: `Metadata: ${key}` })),
            ]}
            onChange={(each) => put({ by: each || undefined })}
          />
        ) : null}
      </div>
      <Load query={agreement} what="agreement">
        {(data) =>
          data.compared === 0 ? (
            <NothingToCompare data={data} />
          ) : (
            <>
              <Figures data={data} leading={leading} />
              <AgreementOverTime datasetId={datasetId} question={name} measure={leading} />
              {data.pairs.total > 0 ? <AgreementPairs pairs={data.pairs} /> : null}
            </>
          )
        }
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

function Figures({ data, leading }: { data: Agreement; leading: AgreementMeasure }) {
  const main = data.measures.find(({ measure }) => measure === leading) ?? data.measures[0]
  const order: readonly AgreementMeasure[] = agreementMeasures[data.question.type as QuestionTypeName] // as the server names its types
  // Percent agreement last: it knows no chance, so the bands are not for it.
  const rank = (measure: AgreementMeasure) => (measure === "percent" ? order.length : order.indexOf(measure))
  const measures = data.measures.toSorted((a, b) => rank(a.measure) - rank(b.measure))
  const all = measures.map((each) =>
    rangeOf(each.measure, measureNames[each.measure], each, {
      note: each.measure === "percent" ? "knows no chance" : (each.variant ?? undefined),
      bare: each.measure === "percent",
    }),
  )
  const labels = data.labels.map((each) =>
    rangeOf(each.label, each.label, each.alpha, { note: counted(each.answers, "answer") }),
  )
  return (
    <>
      {main ? <Headline main={main} data={data} /> : null}
      <Figure
        title="All measures"
        lead="Dots are values, stretches the interval that 19 of 20 resamples of the records fall into. The bands are Krippendorff’s, for measures that take chance into account."
        columns={columnsOf("Measure")}
        rows={measures.map((each) => [measureNames[each.measure], ...cellsOf(each)])}
      >
        <Ranges rows={all} min={lowestOf(all)} max={1} marks={agreementMarks} bands={agreementBands} />
      </Figure>
      {labels.length > 0 ? (
        <Figure
          title="By label"
          lead="α of each label as a question of its own: was it given or not? Labels far to the left are those that people read differently."
          columns={columnsOf("Label")}
          rows={data.labels.map((each) => [each.label, ...cellsOf(each.alpha)])}
        >
          <Ranges
            rows={labels}
            min={lowestOf(labels)}
            max={1}
            marks={agreementMarks}
            bands={agreementBands}
            what="labels"
          />
        </Figure>
      ) : null}
      {data.slices ? <Slices slices={data.slices} leading={leading} /> : null}
    </>
  )
}

function Headline({ main, data }: { main: AgreementFigure; data: Agreement }) {
  const reading = readingOf(main)
  const note = "note" in main && main.note ? whyMissing[main.note] : null
  const row = { value: main.value, low: main.interval?.low, high: main.interval?.high }
  const scale = { min: lowestOf([row]), max: 1 }
  const bands = main.measure === "percent" ? [] : agreementBands
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
        {main.value === null ? null : (
          <div className={styles.gauge} aria-hidden>
            <Track scale={scale} row={row} marks={agreementMarks} bands={bands} />
            <Ticks scale={scale} marks={agreementMarks} />
          </div>
        )}
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

interface SlicesProps {
  slices: NonNullable<Agreement["slices"]>
  leading: AgreementMeasure
}

function Slices({ slices, leading }: SlicesProps) {
  const found = slices.items.flatMap(({ key, compared, measures }) => {
    const main = measures.find(({ measure }) => measure === leading) ?? measures[0]
    return main ? [{ key, compared, main }] : []
  })
  const bare = leading === "percent"
  const rows = found.map(({ key, compared, main }) =>
    rangeOf(key, key, main, { note: `${counted(compared, "record")} compared`, bare }),
  )
  const name = slices.by.replace("metadata.", "")
  if (rows.length === 0) {
    return (
      <EmptyState title={`No record has “${name}”`}>
        <p>Choose another key to slice by.</p>
      </EmptyState>
    )
  }
  return (
    <Figure
      title={`By ${name}`}
      lead={`${measureNames[leading]} of each part${slices.total > rows.length ? `; the ${rows.length} largest of ${slices.total}` : ""}. Parts with few records move a lot.`}
      columns={columnsOf(name)}
      rows={found.map(({ key, main }) => [key, ...cellsOf(main)])}
    >
      <Ranges
        rows={rows}
        min={lowestOf(rows)}
        max={1}
        marks={agreementMarks}
        bands={bare ? [] : agreementBands}
        what="parts"
      />
    </Figure>
  )
}
