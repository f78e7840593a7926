/** Under which licence the data is and where it comes from: shown with every export, written into cards and manifests. */
import type { Dataset, ExportReport, Json } from "@loam/schema"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useId, useState } from "react"
import { client, reasonOf } from "../../api.ts"
import { Button } from "../../ui/Button.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { TextField } from "../../ui/TextField.tsx"
import styles from "./Export.module.css"
import { datasetKey } from "./queries.ts"

interface LicenceProps {
  dataset: Dataset
  findings: ExportReport["licence_findings"]
}

const textOf = (value: Json | undefined) => (typeof value === "string" ? value : "")

/** Names as dataset cards have them. */
const common = [
  "cc0-1.0",
  "cc-by-4.0",
  "cc-by-sa-4.0",
  "cc-by-nc-4.0",
  "odc-by",
  "apache-2.0",
  "mit",
  "proprietary",
]

export function Licence({ dataset, findings }: LicenceProps) {
  const [editing, setEditing] = useState(false)
  const { metadata } = dataset
  const licence = textOf(metadata?.license) || textOf(metadata?.licence)
  const source = textOf(metadata?.source)
  return (
    <section className={styles.panel} aria-labelledby="licence">
      <div className={styles.panelHead}>
        <h2 id="licence" className={styles.panelTitle}>
          Licence and source
        </h2>
        {editing ? null : (
          <Button size="sm" variant="quiet" onClick={() => setEditing(true)}>
            {licence || source ? "Change" : "State them"}
          </Button>
        )}
      </div>
      {editing ? (
        <LicenceForm dataset={dataset} licence={licence} source={source} onDone={() => setEditing(false)} />
      ) : (
        <p className={styles.licence}>
          {licence || "No licence stated"} · {source || "no source stated"}
        </p>
      )}
      {findings.map((finding) => (
        <Notice key={finding.code} tone={finding.severity === "refused" ? "danger" : "warning"}>
          {finding.sentence} {finding.remedy}
        </Notice>
      ))}
    </section>
  )
}

interface LicenceFormProps {
  dataset: Dataset
  licence: string
  source: string
  onDone: () => void
}

function LicenceForm({ dataset, licence, source, onDone }: LicenceFormProps) {
  const [wanted, setWanted] = useState({ licence, source })
  const list = useId()
  const cache = useQueryClient()
  const save = useMutation({
    mutationFn: () => {
      const { license: _, licence: __, source: ___, ...others } = dataset.metadata ?? {}
      const stated = {
        ...(wanted.licence.trim() ? { license: wanted.licence.trim() } : {}),
        ...(wanted.source.trim() ? { source: wanted.source.trim() } : {}),
      }
      return client.datasets.update({
        dataset_id: dataset.id,
        body: { metadata: { ...others, ...stated } },
      })
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: datasetKey(dataset.id) })
      onDone()
    },
  })
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <TextField
        label="Licence"
        value={wanted.licence}
        list={list}
        placeholder="cc-by-4.0"
        onChange={({ target }) => setWanted({ ...wanted, licence: target.value })}
      />
      <datalist id={list}>
        {common.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <TextField
        label="Source"
        value={wanted.source}
        placeholder="https://… or where it was collected"
        error={save.isError ? reasonOf(save.error) : undefined}
        onChange={({ target }) => setWanted({ ...wanted, source: target.value })}
      />
      <div className={styles.formButtons}>
        <Button type="submit" size="sm" variant="primary" busy={save.isPending}>
          Save
        </Button>
        <Button size="sm" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
