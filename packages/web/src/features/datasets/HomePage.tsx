/** Home: your work first, then every dataset you can see. */
import { useQuery } from "@tanstack/react-query"
import { reasonOf } from "../../api.ts"
import { Page } from "../../shell/Page.tsx"
import { ErrorState } from "../../ui/ErrorState.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { usePageTitle } from "../../ui/page-title.ts"
import { meQuery } from "../auth/queries.ts"
import styles from "./Datasets.module.css"
import { Datasets } from "./Datasets.tsx"
import { HomeSkeleton } from "./HomeSkeleton.tsx"
import { MyWork } from "./MyWork.tsx"
import { NoDatasets } from "./NoDatasets.tsx"
import { myDatasetsQuery } from "./queries.ts"
import { useListKeys } from "./use-list-keys.ts"

export function HomePage() {
  usePageTitle("Home")
  useListKeys()
  return (
    <Page>
      <h1 className={styles.hidden}>Home</h1>
      <HomeContent />
    </Page>
  )
}

function HomeContent() {
  const { data: me } = useQuery(meQuery)
  const datasets = useQuery(myDatasetsQuery)

  if (datasets.data === undefined) {
    if (datasets.isPending) return <HomeSkeleton />
    return (
      <ErrorState
        title="Your datasets could not be loaded"
        detail={reasonOf(datasets.error)}
        onRetry={() => void datasets.refetch()}
        busy={datasets.isFetching}
      />
    )
  }
  if (datasets.data.length === 0) return <NoDatasets role={me?.role ?? "annotator"} />
  return (
    <>
      {datasets.isError ? (
        <Notice tone="warning">
          The numbers below may be out of date: the server did not answer just now.
        </Notice>
      ) : null}
      <MyWork datasets={datasets.data} annotator={me?.role === "annotator"} />
      <Datasets datasets={datasets.data} />
    </>
  )
}
