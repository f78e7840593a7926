/** What a query has found, or why not, or that it is under way. */
import type { UseQueryResult } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { reasonOf } from "../../api.ts"
import { ErrorState } from "../../ui/ErrorState.tsx"
import { Loading } from "./Loading.tsx"

interface LoadProps<Data> {
  query: UseQueryResult<Data>
  what: string
  children: (data: Data) => ReactNode
}

export function Load<Data>({ query, what, children }: LoadProps<Data>) {
  if (query.data !== undefined) return children(query.data)
  if (!query.isError) return <Loading what={what} />
  return (
    <ErrorState
      title={`There are no figures: ${what} could not be worked out`}
      detail={reasonOf(query.error)}
      onRetry={() => void query.refetch()}
      busy={query.isFetching}
    />
  )
}
