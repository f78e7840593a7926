/** The page's one client of the server, its session, and its cache of answers. */
import { ApiError, createClient } from "@loam/sdk"
import { QueryClient } from "@tanstack/react-query"
import { createSession } from "./session.ts"

export const session = createSession((request) => fetch(request))

/** Reads are retried by the cache below, answers by the annotation engine's outbox; not here as well. */
export const client = createClient({ baseUrl: "", fetch: session.fetch, retries: 0 })

/** What to tell a person about a failed request. */
export function reasonOf(error: Error): string {
  if (!(error instanceof ApiError)) return error.message
  return error.status === 0 ? "The server does not answer." : error.sentence || error.message
}

/** A refusal will be refused again; only a server that did not answer properly is asked once more. */
function worthRetrying(failures: number, error: Error): boolean {
  if (error instanceof ApiError && error.status !== 0 && error.status < 500) return false
  return failures < 2
}

export const queryClient = new QueryClient({
  defaultOptions: {
    // `always`: a server on this machine or in this house answers without the internet, too.
    queries: { networkMode: "always", retry: worthRetrying, staleTime: 15_000, refetchOnWindowFocus: true },
    mutations: { networkMode: "always", retry: false },
  },
})
