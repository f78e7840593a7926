/** How rows are shared out to training and testing: by prompt, so that none is on both sides. */
import { Choice } from "../insights/Choice.tsx"
import { Delayed } from "./Delayed.tsx"
import type { Put } from "./ExportForm.tsx"
import styles from "./Form.module.css"
import type { ExportSearch } from "./request.ts"

const presets = [
  { value: "", label: "No splits" },
  { value: "train=0.9,test=0.1", label: "90% train, 10% test" },
  { value: "train=0.8,validation=0.1,test=0.1", label: "80% train, 10% validation, 10% test" },
]

export function SplitChoice({ search, put }: { search: ExportSearch; put: Put }) {
  const { splits = "", seed = "", stratified } = search
  const known = presets.some(({ value }) => value === splits)
  return (
    <>
      <Choice
        label="Shares, by prompt"
        value={splits}
        options={known ? presets : [...presets, { value: splits, label: splits }]}
        onChange={(each) =>
          put({ splits: each || undefined, ...(each ? {} : { seed: undefined, stratified: undefined }) })
        }
      />
      {splits ? (
        <>
          <Delayed
            label="Own shares, together 1"
            value={splits}
            onChange={(each) => put({ splits: each || undefined })}
          />
          <Delayed
            label="Seed"
            value={seed}
            placeholder="0"
            hint="The same seed splits in the same way, also when records are added."
            onChange={(each) => put({ seed: each || undefined })}
          />
          <label className={styles.tick}>
            <input
              type="checkbox"
              checked={stratified === "yes"}
              onChange={({ target }) => put({ stratified: target.checked ? "yes" : undefined })}
            />
            Every split keeps the shares of the labels
          </label>
        </>
      ) : null}
    </>
  )
}
