/** The datasets a person sees. */
import { queryOptions } from "@tanstack/react-query"
import { client } from "../../api.ts"

export const datasetKeys = {
  all: ["datasets"] as const,
  mine: ["datasets", "mine"] as const,
}

/** Every dataset the caller can see with its progress, in one request. */
export const myDatasetsQuery = queryOptions({
  queryKey: datasetKeys.mine,
  queryFn: async ({ signal }) =>
    (await client.datasets.mine({ query: { include: "progress" } }, { signal })).items,
  // Counts move while others work: look again now and then, and whenever somebody comes back to the page.
  staleTime: 2_000,
  refetchInterval: 30_000,
  refetchOnWindowFocus: "always",
})
