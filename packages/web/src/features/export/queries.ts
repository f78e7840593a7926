/** What the export page asks the server. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query"
import { client } from "../../api.ts"
import { type ExportSearch, toQuery } from "./request.ts"

const calm = { staleTime: 30_000, refetchOnWindowFocus: false } as const

export const datasetQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ["export", dataset_id, "dataset"],
    queryFn: ({ signal }) => client.datasets.get({ dataset_id }, { signal }),
    ...calm,
  })

export const tasksQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ["export", dataset_id, "tasks"],
    queryFn: async ({ signal }) => (await client.exports.tasks({ dataset_id }, { signal })).items,
    ...calm,
  })

export const selectionQuery = (dataset_id: string, { where, unify }: ExportSearch) => {
  const { unify: policies } = toQuery(unify ? { unify } : {})
  const query = { ...(where ? { where } : {}), ...(policies ? { unify: policies } : {}) }
  return queryOptions({
    queryKey: ["export", dataset_id, "selection", query],
    queryFn: ({ signal }) => client.exports.selection({ dataset_id, query }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
    ...calm,
  })
}

export const previewQuery = (dataset_id: string, search: ExportSearch) => {
  const query = toQuery(search)
  return queryOptions({
    queryKey: ["export", dataset_id, "preview", query],
    queryFn: ({ signal }) => client.exports.preview({ dataset_id, query }, { signal }),
    retry: false,
    ...calm,
  })
}
