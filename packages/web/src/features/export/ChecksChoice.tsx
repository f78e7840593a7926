/** What is done about doubtful rows: repeats, texts that are too long, benchmarks, personal data. */
import { useQuery } from "@tanstack/react-query"
import { Choice } from "../insights/Choice.tsx"
import { Delayed } from "./Delayed.tsx"
import type { Put } from "./ExportForm.tsx"
import styles from "./Form.module.css"
import { aidsQuery } from "./queries.ts"
import { type ExportSearch, listOf, partOf, withPart } from "./request.ts"

interface ChecksChoiceProps {
  workspaceId: string
  search: ExportSearch
  put: Put
}

const reactions = [
  { value: "refuse", label: "Leave out" },
  { value: "warn", label: "Only say so" },
  { value: "off", label: "Do not look" },
]

/** The server's own reaction is the one that needs no word in the address. */
const kinds = [
  { name: "duplicates", label: "Rows that repeat an earlier one", usual: "the usual" },
  { name: "near_duplicates", label: "Prompts nearly like an earlier one", usual: "not looked for" },
  { name: "personal_data", label: "Mail addresses, card numbers and the like", usual: "not looked for" },
] as const

export function ChecksChoice({ workspaceId, search, put }: ChecksChoiceProps) {
  const aids = useQuery(aidsQuery(workspaceId)).data ?? []
  const tokenizers = aids.filter(({ kind }) => kind === "tokenizer")
  const benchmarks = aids.filter(({ kind }) => kind === "benchmark")
  const lists = listOf(search.benchmark)
  const lint = (name: string, value: string) =>
    put({ lint: withPart(search.lint, name, value ? [value] : []) })
  return (
    <>
      {kinds.map(({ name, label, usual }) => (
        <Choice
          key={name}
          label={label}
          value={partOf(search.lint, name)[0] ?? ""}
          options={[
            { value: "", label: `As usual: ${usual.replace("the usual", "only say so")}` },
            ...reactions,
          ]}
          onChange={(value) => lint(name, value)}
        />
      ))}
      <Choice
        label="Tokenizer"
        value={search.tokenizer ?? ""}
        options={[
          {
            value: "",
            label: tokenizers.length > 0 ? "None: tokens are not counted" : "None in this workspace",
          },
          ...tokenizers.map(({ name }) => ({ value: name, label: name })),
        ]}
        onChange={(tokenizer) => put({ tokenizer: tokenizer || undefined })}
      />
      {search.tokenizer ? (
        <>
          <Delayed
            label="Most tokens a row"
            value={partOf(search.lint, "max_tokens")[0] ?? ""}
            placeholder="2048"
            inputMode="numeric"
            onChange={(tokens) => lint("max_tokens", tokens.replace(/\D/g, ""))}
          />
          <Choice
            label="Rows that are too long"
            value={partOf(search.lint, "too_long")[0] ?? ""}
            options={[
              { value: "", label: "Leave out" },
              { value: "truncate", label: "Cut the beginning of the prompt" },
              { value: "warn", label: "Only say so" },
            ]}
            onChange={(value) => lint("too_long", value)}
          />
        </>
      ) : null}
      {benchmarks.length > 0 ? (
        <fieldset className={styles.several}>
          <legend>Benchmarks that must not be trained on</legend>
          {benchmarks.map(({ id, name, about }) => (
            <label key={id} className={styles.tick} title={about}>
              <input
                type="checkbox"
                checked={lists.includes(name)}
                onChange={({ target }) => {
                  const next = target.checked ? [...lists, name] : lists.filter((each) => each !== name)
                  put({ benchmark: next.join("|") || undefined })
                }}
              />
              {name}
            </label>
          ))}
        </fieldset>
      ) : null}
      {aids.length === 0 ? (
        <p className={styles.hint}>
          Tokenizers and lists of benchmark texts come into a workspace by the SDK or the command line.
        </p>
      ) : null}
    </>
  )
}
