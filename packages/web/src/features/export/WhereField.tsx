/** Which records: an expression, how many pass, and how what it reads is distributed. */
import type { Selection } from "@loam/schema"
import { useQuery } from "@tanstack/react-query"
import { reasonOf } from "../../api.ts"
import { count, counted } from "../../ui/numbers.ts"
import { decimal } from "../insights/words.ts"
import { Delayed } from "./Delayed.tsx"
import type { Put } from "./ExportForm.tsx"
import styles from "./Form.module.css"
import { selectionQuery } from "./queries.ts"
import type { ExportSearch } from "./request.ts"

interface WhereFieldProps {
  datasetId: string
  search: ExportSearch
  put: Put
}

const passing = ({ exact, matched, total, scanned }: Selection) =>
  exact
    ? `${counted(matched, "record")} of ${count(total)} pass.`
    : `About ${counted(matched, "record")} of ${count(scanned)} looked at pass.`

export function WhereField({ datasetId, search, put }: WhereFieldProps) {
  const selection = useQuery(selectionQuery(datasetId, search))
  const found = selection.data
  return (
    <div className={styles.where}>
      <Delayed
        label="Only records where"
        value={search.where ?? ""}
        placeholder="quality.mean >= 4 and agreement >= 0.6"
        hint={found ? passing(found) : "Counting …"}
        error={selection.isError ? reasonOf(selection.error) : undefined}
        onChange={(where) => put({ where: where || undefined })}
      />
      {found && found.total > 0 && !selection.isError ? (
        <meter
          className={styles.meter}
          aria-label="Share of records that pass"
          min={0}
          max={Math.max(1, found.scanned)}
          value={found.matched}
        />
      ) : null}
      {found?.variables.map((each) => (
        <Variable key={each.name} variable={each} />
      ))}
      {found && found.names.length > 0 ? (
        <details className={styles.others}>
          <summary>Names that can be written here</summary>
          <dl>
            {found.names.map(({ name, means }) => (
              <div key={name}>
                <dt>
                  <button
                    type="button"
                    className={styles.name}
                    title="Add it to the expression"
                    onClick={() => put({ where: search.where ? `${search.where} and ${name}` : name })}
                  >
                    <code>{name}</code>
                  </button>
                </dt>
                <dd>{means}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </div>
  )
}

/** The values of one name, the most frequent first: what a limit could be set to. */
function Variable({ variable }: { variable: Selection["variables"][number] }) {
  const { name, min, mean, max, missing, values } = variable
  return (
    <p className={styles.variable}>
      <code>{name}</code>{" "}
      {min !== null && mean !== null && max !== null
        ? `${decimal(min)} to ${decimal(max)}, mean ${decimal(mean)}`
        : values
            .slice(0, 5)
            .map((each) => `${String(each.value)} (${count(each.count)})`)
            .join(", ")}
      {missing > 0 ? `; missing in ${count(missing)}` : ""}
    </p>
  )
}
