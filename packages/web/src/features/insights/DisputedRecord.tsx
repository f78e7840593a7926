/** One record people differ about: how much, every vote, and on demand the whole record in place. */
import type { Disagreement } from "@loam/schema"
import { IconArrowRight, IconChevronDown, IconSparkles } from "@tabler/icons-react"
import { lazy, Suspense, useId, useState } from "react"
import { Button, LinkButton } from "../../ui/Button.tsx"
import { timeAgo } from "../../ui/time.ts"
import styles from "./Disputed.module.css"
import { Loading } from "./Loading.tsx"
import { valueText } from "./value-text.ts"
import { share } from "./words.ts"

const RecordPeek = lazy(() => import("./RecordPeek.tsx").then((module) => ({ default: module.RecordPeek })))

interface Vote {
  readonly text: string
  readonly people: { readonly name: string; readonly at: string }[]
}

/** Votes by what was said, the most frequent first. */
function votesOf(item: Disagreement): Vote[] {
  const votes = new Map<string, Vote>()
  for (const { user, value, submitted_at } of item.answers) {
    const text = valueText(value)
    const vote = votes.get(text) ?? { text, people: [] }
    vote.people.push({ name: user.username, at: submitted_at })
    votes.set(text, vote)
  }
  return [...votes.values()].sort((a, b) => b.people.length - a.people.length)
}

/** Names that are shown before the rest is counted. */
const mostNames = 6

interface DisputedRecordProps {
  item: Disagreement
  datasetId: string
}

export function DisputedRecord({ item, datasetId }: DisputedRecordProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const title = item.external_id ?? item.record_id.slice(0, 8)
  const suggested = item.suggestion ? valueText(item.suggestion.value) : null
  const votes = votesOf(item)
  const all = item.answers.length
  return (
    <li className={styles.record}>
      <div className={styles.head}>
        <span className={styles.title}>
          <span className={styles.id}>{title}</span>
          {item.disagreement === 0 ? "All agree" : `${share(item.disagreement)} disagreement`}
        </span>
        <span className={styles.actions}>
          <Button
            size="sm"
            variant="quiet"
            aria-expanded={open}
            aria-controls={id}
            aria-label={`Read record ${title}`}
            onClick={() => setOpen(!open)}
          >
            Read
            <IconChevronDown size={14} className={styles.chevron} data-open={open || undefined} aria-hidden />
          </Button>
          <LinkButton
            to="/d/$datasetId/annotate"
            params={{ datasetId }}
            search={{ rec: item.record_id }}
            size="sm"
            variant="quiet"
            aria-label={`Open record ${title}`}
          >
            Open <IconArrowRight size={14} aria-hidden />
          </LinkButton>
        </span>
      </div>
      <div id={id}>
        {open ? (
          <Suspense fallback={<Loading what="the record" />}>
            <RecordPeek datasetId={datasetId} recordId={item.record_id} />
          </Suspense>
        ) : (
          <p className={styles.excerpt} dir="auto">
            {item.excerpt}
          </p>
        )}
      </div>
      <ul className={styles.votes} aria-label={`Votes on record ${title}`}>
        {votes.map((vote) => (
          <li key={vote.text} className={styles.vote}>
            <p className={styles.value}>
              <strong dir="auto">{vote.text}</strong>
              {vote.text === suggested ? <Suggested agent={item.suggestion?.agent} /> : null}
              <span className={styles.times}>
                {vote.people.length} of {all}
              </span>
            </p>
            <span className={styles.bar} aria-hidden>
              <span style={{ width: `${(100 * vote.people.length) / all}%` }} />
            </span>
            <p className={styles.voters}>
              {vote.people.slice(0, mostNames).map(({ name, at }, index) => (
                <span key={name} title={`answered ${timeAgo(at)}`}>
                  {index > 0 ? ", " : ""}
                  {name}
                </span>
              ))}
              {vote.people.length > mostNames ? (
                <span
                  title={vote.people
                    .slice(mostNames)
                    .map(({ name }) => name)
                    .join(", ")}
                >
                  {" "}
                  and {vote.people.length - mostNames} more
                </span>
              ) : null}
            </p>
          </li>
        ))}
        {suggested !== null && !votes.some(({ text }) => text === suggested) ? (
          <li className={styles.vote}>
            <p className={styles.value}>
              <strong dir="auto">{suggested}</strong>
              <Suggested agent={item.suggestion?.agent} />
              <span className={styles.times}>nobody</span>
            </p>
            <span className={styles.bar} aria-hidden />
          </li>
        ) : null}
      </ul>
    </li>
  )
}

function Suggested({ agent }: { agent: string | null | undefined }) {
  return (
    <span className={styles.suggested} title={`Suggested${agent ? ` by ${agent}` : ""}`}>
      <IconSparkles size={13} aria-hidden />
      {agent ?? "suggested"}
    </span>
  )
}
