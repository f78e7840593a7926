/** The records that pass, as a dataset of their own. */
import { useMutation } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { useState } from "react"
import { client, reasonOf } from "../../api.ts"
import { Button } from "../../ui/Button.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { counted } from "../../ui/numbers.ts"
import { TextField } from "../../ui/TextField.tsx"
import styles from "./Export.module.css"
import { type ExportSearch, listOf } from "./request.ts"

interface CopyDatasetProps {
  datasetId: string
  name: string
  search: ExportSearch
}

const along = ["responses", "suggestions", "vectors"] as const
const alongNames = { responses: "answers", suggestions: "suggestions", vectors: "vectors" }

export function CopyDataset({ datasetId, name, search }: CopyDatasetProps) {
  const { where, unify } = search
  const [title, setTitle] = useState(`${name}, selected`)
  const [taken, setTaken] = useState<readonly (typeof along)[number][]>(["suggestions"])
  const copy = useMutation({
    mutationFn: () =>
      client.copies.create({
        dataset_id: datasetId,
        body: {
          name: title.trim(),
          with: [...taken],
          ...(where ? { where } : {}),
          ...(unify ? { unify: listOf(unify) } : {}),
        },
      }),
  })
  return (
    <section className={styles.panel} aria-labelledby="copy">
      <h2 id="copy" className={styles.panelTitle}>
        Copy into a new dataset
      </h2>
      <p className={styles.hint}>
        {where ? "The records that pass the selection" : "All records"}, with the same fields, questions and
        guidelines: to be answered anew or further.
      </p>
      <form
        className={styles.copyForm}
        onSubmit={(event) => {
          event.preventDefault()
          copy.mutate()
        }}
      >
        <TextField
          label="Name"
          value={title}
          required
          error={copy.isError ? reasonOf(copy.error) : undefined}
          onChange={({ target }) => setTitle(target.value)}
        />
        <fieldset className={styles.along}>
          <legend>With</legend>
          {along.map((each) => (
            <label key={each}>
              <input
                type="checkbox"
                checked={taken.includes(each)}
                onChange={({ target }) =>
                  setTaken(target.checked ? [...taken, each] : taken.filter((one) => one !== each))
                }
              />
              {alongNames[each]}
            </label>
          ))}
        </fieldset>
        <Button type="submit" busy={copy.isPending}>
          Copy
        </Button>
      </form>
      <div role="status">
        {copy.data ? (
          <Notice tone="success">
            <Link to="/d/$datasetId/annotate" params={{ datasetId: copy.data.dataset.id }}>
              {copy.data.dataset.name}
            </Link>{" "}
            has {counted(copy.data.records, "record")}, {counted(copy.data.responses, "answer")} and{" "}
            {counted(copy.data.suggestions, "suggestion")}.
          </Notice>
        ) : null}
      </div>
    </section>
  )
}
