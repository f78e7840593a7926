/** Agreement day by day: records by the day of their latest answer, when people could first agree on them. */
import type { AgreementMeasure } from "@loam/schema"
import { useQuery } from "@tanstack/react-query"
import { counted } from "../../ui/numbers.ts"
import { agreementMarks, cellsOf, columnsOf, estimateText, lowestOf } from "./agreement-rows.ts"
import { agreementBands } from "./charts/scale.ts"
import { Trend } from "./charts/Trend.tsx"
import { Figure } from "./Figure.tsx"
import { agreementQuery } from "./queries.ts"
import { measureNames } from "./words.ts"

interface OverTimeProps {
  datasetId: string
  question: string
  measure: AgreementMeasure
}

/** Draws for one of many intervals: an eye on a chart needs fewer than a figure in a paper. */
const draws = 200

export function AgreementOverTime({ datasetId, question, measure }: OverTimeProps) {
  const query = { question, by: "day", measure: [measure], draws }
  const slices = useQuery(agreementQuery(datasetId, query)).data?.slices
  const points = (slices?.items ?? []).flatMap(({ key, compared, measures: [found] }) => {
    if (!found || found.value === null) return []
    const { value, interval } = found
    const text = `${estimateText(found)}, ${counted(compared, "record")}`
    return [{ day: key, value, low: interval?.low ?? null, high: interval?.high ?? null, text, found }]
  })
  // One day is no development, and is in the figures above.
  if (points.length < 2) return null
  return (
    <Figure
      title="Over time"
      lead={`${measureNames[measure]} of the records whose latest answer came on each day. A fall may be people getting tired, or the records getting harder.`}
      columns={columnsOf("Day")}
      rows={points.map(({ day, found }) => [day, ...cellsOf(found)])}
    >
      <Trend
        label="Agreement by day"
        points={points}
        bands={measure === "percent" ? [] : agreementBands}
        marks={agreementMarks.map((mark) => ({ ...mark, label: mark.label.split(" ")[0] ?? "" }))}
        min={lowestOf(points)}
        max={1}
      />
    </Figure>
  )
}
