/** Several answers to a record: all of them, or one by a policy for each question, worked out now or stored. */
import type { ConsensusVersion, Question } from "@loam/schema"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { client, reasonOf } from "../../api.ts"
import { Button } from "../../ui/Button.tsx"
import { count } from "../../ui/numbers.ts"
import { timeAgo } from "../../ui/time.ts"
import { Choice } from "../insights/Choice.tsx"
import type { Put } from "./ExportForm.tsx"
import styles from "./Form.module.css"
import { policiesOf, policyNames } from "./policies.ts"
import { questionsQuery, versionsQuery } from "./queries.ts"
import { listOf, partOf, withPart } from "./request.ts"

interface PolicyChoiceProps {
  datasetId: string
  unify: string | undefined
  put: Put
}

const usual = "default"

export function PolicyChoice({ datasetId, unify, put }: PolicyChoiceProps) {
  const questions = useQuery(questionsQuery(datasetId)).data ?? []
  const versions = useQuery({ ...versionsQuery(datasetId), enabled: unify !== undefined }).data ?? []
  return (
    <div className={styles.stack}>
      <div className={styles.choices}>
        {[
          { value: "", label: "All of them, each a row" },
          { value: usual, label: "One a record, by a policy" },
        ].map((option) => (
          <label key={option.value} className={styles.tick}>
            <input
              type="radio"
              name="unify"
              checked={(unify !== undefined) === (option.value === usual)}
              onChange={() => put({ unify: option.value || undefined })}
            />
            {option.label}
          </label>
        ))}
      </div>
      {unify === undefined
        ? null
        : questions.map((question) => (
            <QuestionPolicy
              key={question.id}
              datasetId={datasetId}
              question={question}
              versions={versions.filter((each) => each.question.id === question.id)}
              chosen={partOf(unify, question.name)[0] ?? ""}
              onChange={(policy) => {
                const named = listOf(unify)
                  .filter((each) => each !== usual)
                  .join("|")
                put({ unify: withPart(named, question.name, policy ? [policy] : []) ?? usual })
              }}
            />
          ))}
    </div>
  )
}

interface QuestionPolicyProps {
  datasetId: string
  question: Question
  versions: readonly ConsensusVersion[]
  chosen: string
  onChange: (policy: string) => void
}

function QuestionPolicy({ datasetId, question, versions, chosen, onChange }: QuestionPolicyProps) {
  const cache = useQueryClient()
  const compute = useMutation({
    mutationFn: () =>
      client.consensus.compute({
        dataset_id: datasetId,
        body: {
          question: question.name,
          ...(chosen && !chosen.startsWith("stored") ? { policy: chosen } : {}),
        },
      }),
    onSuccess: (version) => {
      onChange(`stored:version=${version.version}`)
      return cache.invalidateQueries({ queryKey: versionsQuery(datasetId).queryKey })
    },
  })
  const known = policiesOf[question.settings.type]
  const ready = versions.filter(({ status }) => status === "ready")
  const [newest] = versions
  const options = [
    { value: "", label: "The usual policy" },
    ...known.map((name) => ({ value: name, label: policyNames[name] })),
    ...(ready.length > 0 ? [{ value: "stored", label: "Stored: the current version" }] : []),
    ...ready.map((each) => ({ value: `stored:version=${each.version}`, label: versionName(each) })),
  ]
  const own = options.some(({ value }) => value === chosen) ? [] : [{ value: chosen, label: chosen }]
  return (
    <div className={styles.policy}>
      <Choice label={question.title} value={chosen} options={[...options, ...own]} onChange={onChange} />
      <Button
        size="sm"
        variant="quiet"
        busy={compute.isPending || newest?.status === "computing"}
        title="Keep what this policy makes of today’s answers as a version that never changes"
        onClick={() => compute.mutate()}
      >
        Store
      </Button>
      <p className={styles.policyNote} role="status">
        {noteOf(newest, compute.error)}
      </p>
    </div>
  )
}

const policyOf = ({ policy }: ConsensusVersion) => String(policy.name ?? "").replaceAll("_", " ")

const versionName = (each: ConsensusVersion) =>
  `Stored: version ${each.version}, ${policyOf(each)}${each.stale ? ", older than the newest answers" : ""}`

function noteOf(newest: ConsensusVersion | undefined, error: Error | null): string {
  if (error) return reasonOf(error)
  if (!newest) return ""
  if (newest.status === "computing")
    return `Version ${newest.version}: ${count(newest.done)} of ${count(newest.total)} records`
  if (newest.status === "failed") return `Version ${newest.version} failed: ${newest.error ?? "unknown"}`
  return `Version ${newest.version}, ${timeAgo(newest.as_of)}: ${count(newest.resolved)} decided, ${count(newest.abstained)} open`
}
