/** What the account pages read. */
import { queryOptions } from "@tanstack/react-query"
import { client } from "../../api.ts"

export const myWorkspacesQuery = queryOptions({
  queryKey: ["workspaces", "mine"],
  queryFn: async ({ signal }) => (await client.workspaces.mine({}, { signal })).items,
  staleTime: 60_000,
})
