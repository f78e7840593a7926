/** What the checks left out or doubt, reason by reason, each with the records it is about. */
import type { ExportReport } from "@loam/schema"
import { Link } from "@tanstack/react-router"
import { Notice } from "../../ui/Notice.tsx"
import { count, counted } from "../../ui/numbers.ts"
import styles from "./Export.module.css"

type Refused = ExportReport["refused"][number]

/** Records listed of one reason; the report of the command line and the findings file name all. */
const most = 20

export function Findings({ data, datasetId }: { data: ExportReport; datasetId: string }) {
  const reasons = Object.entries(data.reasons).sort((a, b) => b[1] - a[1])
  const listed = Map.groupBy(data.refused, ({ code }) => code)
  return (
    <>
      {data.findings.map((finding) => (
        <Notice key={finding.code} tone={finding.severity === "refused" ? "danger" : "warning"}>
          {finding.sentence} {finding.remedy}
        </Notice>
      ))}
      {reasons.length > 0 ? (
        <section className={styles.findings} aria-labelledby="findings">
          <h2 id="findings" className={styles.findingsTitle}>
            Left out or doubted
          </h2>
          <ul className={styles.reasons}>
            {reasons.map(([code, times]) => (
              <Reason
                key={code}
                code={code}
                times={times}
                rows={listed.get(code) ?? []}
                datasetId={datasetId}
              />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

interface ReasonProps {
  code: string
  times: number
  rows: readonly Refused[]
  datasetId: string
}

function Reason({ code, times, rows, datasetId }: ReasonProps) {
  const [first] = rows
  const name = code.replaceAll(/[_-]/g, " ")
  if (!first) {
    return (
      <li className={styles.reason}>
        <strong>{name}</strong> {counted(times, "time")}
      </li>
    )
  }
  return (
    <li className={styles.reason}>
      <details>
        <summary>
          <strong>{name}</strong> {counted(times, "time")} · {first.remedy}
        </summary>
        <ul className={styles.refused}>
          {rows.slice(0, most).map((each, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a record may be left out twice for the same reason
            <li key={`${each.record_id}/${at}`}>
              <Link to="/d/$datasetId/annotate" params={{ datasetId }} search={{ rec: each.record_id }}>
                {each.external_id ?? each.record_id.slice(0, 8)}
              </Link>{" "}
              {each.sentence}
            </li>
          ))}
          {times > Math.min(most, rows.length) ? (
            <li>and {count(times - Math.min(most, rows.length))} more: the list of findings has all.</li>
          ) : null}
        </ul>
      </details>
    </li>
  )
}
