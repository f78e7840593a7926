/** The page's one client of the server, its session, and its cache of answers. */
import { QueryClient } from "@tanstack/react-query"
import { ApiError, createClient } from "./client.ts"
import { createSession } from "./session.ts"

export { ApiError }

export const session = createSession((input, init) => fetch(input, init))

export const client = createClient({
  baseUrl: window.location.origin,
  fetch: (input, init) => session.fetch(input, init),
})

/** A refusal will be refused again; only a server that did not answer properly is asked once more. */
function worthRetrying(failures: number, error: Error): boolean {
  if (error instanceof ApiError && error.status < 500) return false
  return failures < 2
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: worthRetrying, staleTime: 15_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})
