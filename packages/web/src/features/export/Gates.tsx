/** Limits for this dataset, measured now, and as a file that holds a pipeline to them. */
import type { GateReport, Question } from "@loam/schema"
import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { client, reasonOf } from "../../api.ts"
import { Button } from "../../ui/Button.tsx"
import { CopyButton } from "../../ui/CopyButton.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { count } from "../../ui/numbers.ts"
import { decimal } from "../insights/words.ts"
import styles from "./Export.module.css"
import rowStyles from "./Gates.module.css"
import { asYaml, type Limit, limitsFor } from "./gates.ts"

interface GatesProps {
  datasetId: string
  questions: readonly Question[]
  where: string | undefined
}

export function Gates({ datasetId, questions, where }: GatesProps) {
  const limits = limitsFor(questions, where)
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map([["completeness", 1]]))
  const wanted = limits.flatMap((limit) => {
    const atLeast = chosen.get(limit.key)
    return atLeast === undefined ? [] : [{ limit, gate: limit.gate(atLeast) }]
  })
  const gates = wanted.map(({ gate }) => gate)
  const measure = useMutation({
    mutationFn: () => client.insights.gates({ dataset_id: datasetId, body: { gates } }),
  })
  const set = (key: string, value: number | null) => {
    measure.reset()
    setChosen((before) => {
      const next = new Map(before)
      if (value === null) next.delete(key)
      else next.set(key, value)
      return next
    })
  }
  const found = new Map(wanted.map(({ limit }, at) => [limit.key, measure.data?.items[at]]))
  return (
    <section className={styles.panel} aria-labelledby="gates">
      <div className={styles.panelHead}>
        <h2 id="gates" className={styles.panelTitle}>
          Gates
        </h2>
        <span className={styles.panelTools}>
          {gates.length > 0 ? <CopyButton compact text={asYaml(gates)} label="Copy as gates.yaml" /> : null}
          <Button
            size="sm"
            disabled={gates.length === 0}
            busy={measure.isPending}
            onClick={() => measure.mutate()}
          >
            Measure
          </Button>
        </span>
      </div>
      <p className={styles.hint}>
        Limits to be kept before anybody trains on this. In a pipeline:{" "}
        <code>loam export --check gates.yaml</code>.
      </p>
      <ul className={rowStyles.gates}>
        {limits.map((limit) => (
          <GateRow
            key={limit.key}
            limit={limit}
            value={chosen.get(limit.key) ?? null}
            found={found.get(limit.key)}
            onChange={(value) => set(limit.key, value)}
          />
        ))}
      </ul>
      <div role="status">
        {measure.data ? (
          <Notice tone={measure.data.passed ? "success" : "danger"}>
            {measure.data.passed ? "All limits are kept." : "Not all limits are kept."}
          </Notice>
        ) : null}
      </div>
      {measure.isError ? (
        <Notice tone="danger" alert>
          {reasonOf(measure.error)}
        </Notice>
      ) : null}
    </section>
  )
}

interface GateRowProps {
  limit: Limit
  value: number | null
  found: GateReport["items"][number] | undefined
  onChange: (value: number | null) => void
}

function GateRow({ limit, value, found, onChange }: GateRowProps) {
  const { label, unit, usual } = limit
  return (
    <li className={rowStyles.gate}>
      <label className={rowStyles.gateName}>
        <input
          type="checkbox"
          checked={value !== null}
          onChange={({ target }) => onChange(target.checked ? usual : null)}
        />
        {label}
      </label>
      <label className={rowStyles.atLeast}>
        <span>at least</span>
        <input
          type="number"
          aria-label={`At least: ${label}`}
          disabled={value === null}
          value={value ?? usual}
          min={0}
          {...(unit === "share" ? { max: 1, step: 0.01 } : { step: 1 })}
          onChange={({ target }) => onChange(target.valueAsNumber >= 0 ? target.valueAsNumber : usual)}
        />
      </label>
      <span className={rowStyles.measured} data-passed={found?.passed}>
        {found ? <Measured item={found} unit={unit} /> : null}
      </span>
    </li>
  )
}

function Measured({ item, unit }: { item: GateReport["items"][number]; unit: Limit["unit"] }) {
  if (item.measured === null) {
    return (
      <>
        <IconAlertTriangle size={15} aria-hidden /> {item.note ?? "too little to measure"}
      </>
    )
  }
  const text = unit === "count" ? count(item.measured) : decimal(item.measured)
  return (
    <>
      {item.passed ? <IconCheck size={15} aria-hidden /> : <IconX size={15} aria-hidden />}
      {text} {item.passed ? "passes" : "fails"}
    </>
  )
}
