/** What the insights pages ask the server. Figures are worked out there; the page draws them. */
import type { AgreementMeasure } from "@loam/schema"
import { keepPreviousData, queryOptions } from "@tanstack/react-query"
import { client } from "../../api.ts"

/** Answers arrive all the time; a figure of a minute ago is good enough. */
const calm = { staleTime: 60_000, refetchOnWindowFocus: false } as const

export const subjectQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ["insights", dataset_id, "subject"],
    queryFn: async ({ signal }) => {
      const [dataset, { items: questions }] = await Promise.all([
        client.datasets.get({ dataset_id }, { signal }),
        client.questions.list({ dataset_id }, { signal }),
      ])
      return { dataset, questions }
    },
    ...calm,
  })

/** Keys of metadata that records have: those declared, and those found in some records. */
export const metadataKeysQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ["insights", dataset_id, "keys"],
    queryFn: async ({ signal }) => {
      const { items } = await client.records.list({ dataset_id, query: { limit: 20 } }, { signal })
      return [...new Set(items.flatMap(({ metadata }) => Object.keys(metadata ?? {})))].sort()
    },
    ...calm,
  })

export const activityQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ["insights", dataset_id, "activity"],
    queryFn: ({ signal }) => client.insights.activity({ dataset_id }, { signal }),
    ...calm,
  })

export const agreementQuery = (
  dataset_id: string,
  query: {
    question: string
    by?: string | undefined
    measure?: AgreementMeasure[] | undefined
    draws?: number
  },
) =>
  queryOptions({
    queryKey: ["insights", dataset_id, "agreement", query],
    queryFn: ({ signal }) => client.insights.agreement({ dataset_id, query }, { signal }),
    ...calm,
  })

export const talliesQuery = (dataset_id: string, question: string) =>
  queryOptions({
    queryKey: ["insights", dataset_id, "tallies", question],
    queryFn: ({ signal }) => client.insights.tallies({ dataset_id, query: { question } }, { signal }),
    ...calm,
  })

interface Disputed {
  readonly question: string
  readonly user_id?: string | undefined
  readonly label?: string[] | undefined
  readonly offset: number
}

export const disagreementsQuery = (dataset_id: string, query: Disputed) =>
  queryOptions({
    queryKey: ["insights", dataset_id, "disagreements", query],
    queryFn: ({ signal }) =>
      client.insights.disagreements({ dataset_id, query: { ...query, limit: 20 } }, { signal }),
    placeholderData: keepPreviousData,
    ...calm,
  })

export const annotatorsQuery = (dataset_id: string, query: { question: string; gold?: string | undefined }) =>
  queryOptions({
    queryKey: ["insights", dataset_id, "annotators", query],
    queryFn: ({ signal }) => client.insights.annotators({ dataset_id, query }, { signal }),
    ...calm,
  })

export const leaderboardQuery = (
  dataset_id: string,
  query: { question: string; model?: string[] | undefined; tie?: string[] | undefined },
) =>
  queryOptions({
    queryKey: ["insights", dataset_id, "leaderboard", query],
    queryFn: ({ signal }) => client.insights.leaderboard({ dataset_id, query }, { signal }),
    ...calm,
  })
