/** What the card of an exported dataset says beside its rows: guidelines, people, how answers became one, the task. */
import type { ExportQuery } from "@loam/schema"
import { type CardFacts, type Exporter, findTask } from "@loam/training"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Origin } from "./origin.ts"

/** The Hub's own names of tasks. */
const categories: Readonly<Record<string, readonly string[]>> = {
  sft: ["text-generation"],
  "prompt-only": ["text-generation", "reinforcement-learning"],
  preference: ["text-generation", "reinforcement-learning"],
  unpaired: ["text-generation", "reinforcement-learning"],
  ranking: ["text-ranking"],
  attributes: ["text-generation"],
  stepwise: ["text-generation", "reinforcement-learning"],
  "text-classification": ["text-classification"],
  "soft-label": ["text-classification"],
  "per-rater": ["text-classification"],
  "token-classification": ["token-classification"],
  "question-answering": ["question-answering"],
  "sentence-similarity": ["sentence-similarity"],
}

const languagesOf = (value: unknown): string[] | undefined => {
  const all = [value].flat().filter((one): one is string => typeof one === "string" && one !== "")
  return all.length === 0 ? undefined : all
}

function policySentence(query: ExportQuery, policies: ReadonlyMap<string, string>): string | undefined {
  if (query.unify === undefined) return undefined
  const named = [...policies].map(([question, policy]) => `\`${question}\` by ${policy}`)
  return `Several answers to a question were made into one: ${named.length === 0 ? "by the suggested policy of each question" : named.join(", ")}.`
}

export type ExportCardFacts = Omit<CardFacts, "configs" | "refused">

export async function findCardFacts(
  db: Db,
  dataset: { readonly id: string; readonly name: string },
  exporter: Exporter,
  asked: {
    readonly query: ExportQuery
    readonly policies: ReadonlyMap<string, string>
    readonly origin: Origin
    readonly moment: string
  },
): Promise<ExportCardFacts> {
  const { rows } = await sql<{
    guidelines: string | null
    metadata: Record<string, unknown> | null
    people: number
  }>`
    select d.guidelines, d.metadata, (
      select count(distinct p.user_id)::int from responses p where p.dataset_id = d.id and p.status = 'submitted'
        and p.inserted_at <= ${asked.moment}::timestamp at time zone 'UTC'
    ) as people
    from datasets d where d.id = ${dataset.id}`.execute(db)
  const { guidelines = null, metadata = null, people = 0 } = rows[0] ?? {}
  const { licence, source } = asked.origin
  return {
    title: dataset.name,
    guidelines,
    licence: licence ?? undefined,
    source: source ?? undefined,
    languages: languagesOf(metadata?.language),
    tags: ["human-feedback", exporter.task, findTask(exporter.task).kind],
    task_categories: categories[exporter.task],
    policy: policySentence(asked.query, asked.policies),
    annotators: people === 0 ? undefined : people,
  }
}
