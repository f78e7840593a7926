/** Facts about the record: its ids, its dates, its metadata. */
import type { Held } from "../../../engine/model.ts"
import { CopyButton } from "../../../ui/CopyButton.tsx"
import { exactTime } from "../../../ui/time.ts"
import styles from "./SidePanel.module.css"

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
      <dd>
        <CopyButton compact text={value} label={`Copy ${name}`} />
      </dd>
    </>
  )
}

export function RecordInfo({ held: { record } }: { held: Held }) {
  const metadata = Object.entries(record.metadata ?? {})
  return (
    <>
      <dl className={styles.facts}>
        <Fact name="Id" value={record.id} />
        {record.external_id !== null ? <Fact name="External id" value={record.external_id} /> : null}
        <Fact name="Added" value={exactTime(record.inserted_at)} />
        <Fact name="Changed" value={exactTime(record.updated_at)} />
      </dl>
      <h3 className={styles.heading}>Metadata</h3>
      {metadata.length === 0 ? <p className={styles.nothing}>This record has none.</p> : null}
      <dl className={styles.facts}>
        {metadata.map(([name, value]) => (
          <Fact key={name} name={name} value={typeof value === "string" ? value : JSON.stringify(value)} />
        ))}
      </dl>
    </>
  )
}
