/** What the export page asks the server. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query"
import { client } from "../../api.ts"
import { type ExportSearch, toQuery } from "./request.ts"

const calm = { staleTime: 30_000, refetchOnWindowFocus: false } as const

export const datasetKey = (dataset_id: string) => ["export", dataset_id] as const

export const datasetQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: [...datasetKey(dataset_id), "dataset"],
    queryFn: ({ signal }) => client.datasets.get({ dataset_id }, { signal }),
    ...calm,
  })

export const questionsQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: [...datasetKey(dataset_id), "questions"],
    queryFn: async ({ signal }) => (await client.questions.list({ dataset_id }, { signal })).items,
    ...calm,
  })

export const tasksQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: [...datasetKey(dataset_id), "tasks"],
    queryFn: async ({ signal }) => (await client.exports.tasks({ dataset_id }, { signal })).items,
    ...calm,
  })

/** Tokenizers and benchmark lists of the workspace. */
export const aidsQuery = (workspace_id: string) =>
  queryOptions({
    queryKey: ["export-aids", workspace_id],
    queryFn: async ({ signal }) => (await client.exportAids.list({ workspace_id }, { signal })).items,
    ...calm,
  })

/** Stored versions of the consensus, newest first; one that is being computed is asked after. */
export const versionsQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: [...datasetKey(dataset_id), "versions"],
    queryFn: async ({ signal }) => (await client.consensus.list({ dataset_id }, { signal })).items,
    ...calm,
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status === "computing") ? 1_500 : false,
  })

export const selectionQuery = (dataset_id: string, { where, unify, status }: ExportSearch) => {
  const { unify: policies } = toQuery(unify ? { unify } : {})
  const query = {
    ...(where ? { where } : {}),
    ...(policies ? { unify: policies } : {}),
    ...(status ? { status } : {}),
  }
  return queryOptions({
    queryKey: [...datasetKey(dataset_id), "selection", query],
    queryFn: ({ signal }) => client.exports.selection({ dataset_id, query }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
    ...calm,
  })
}

export const previewQuery = (dataset_id: string, search: ExportSearch) => {
  const query = toQuery(search)
  return queryOptions({
    queryKey: [...datasetKey(dataset_id), "preview", query],
    queryFn: ({ signal }) => client.exports.preview({ dataset_id, query }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
    ...calm,
  })
}

/** The whole export without its file: reads everything, so only when somebody asks. */
export const checkQuery = (dataset_id: string, search: ExportSearch) => {
  const query = toQuery(search)
  return queryOptions({
    queryKey: [...datasetKey(dataset_id), "check", query],
    queryFn: ({ signal }) => client.exports.check({ dataset_id, query }, { signal }),
    enabled: false,
    retry: false,
    ...calm,
  })
}
