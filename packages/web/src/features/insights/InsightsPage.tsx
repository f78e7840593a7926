/** Insights: how far a dataset is, how well people agree, and who they are; for those who run it. */
import { IconChartDots } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { getRouteApi, Link, Outlet } from "@tanstack/react-router"
import { Suspense } from "react"
import { reasonOf } from "../../api.ts"
import { ForManagers } from "../../shell/ForManagers.tsx"
import { Page } from "../../shell/Page.tsx"
import { LinkButton } from "../../ui/Button.tsx"
import { EmptyState } from "../../ui/EmptyState.tsx"
import { ErrorState } from "../../ui/ErrorState.tsx"
import { usePageTitle } from "../../ui/page-title.ts"
import styles from "./Insights.module.css"
import { Loading } from "./Loading.tsx"
import { subjectQuery } from "./queries.ts"

const route = getRouteApi("/signed-in/d/$datasetId/insights")

const tabs = [
  { to: "/d/$datasetId/insights/progress", label: "Progress" },
  { to: "/d/$datasetId/insights/agreement", label: "Agreement" },
  { to: "/d/$datasetId/insights/answers", label: "Answers" },
  { to: "/d/$datasetId/insights/disagreements", label: "Disagreements" },
  { to: "/d/$datasetId/insights/people", label: "People" },
  { to: "/d/$datasetId/insights/leaderboard", label: "Leaderboard" },
] as const

/** On a narrow screen the tabs scroll: the one that is open must be in sight. */
function showCurrent(tabs: HTMLElement | null) {
  const current = tabs?.querySelector<HTMLElement>("[aria-current=page]")
  if (tabs && current) tabs.scrollLeft = current.offsetLeft - (tabs.clientWidth - current.clientWidth) / 2
}

export function InsightsPage() {
  const { datasetId } = route.useParams()
  const { question } = route.useSearch()
  const subject = useQuery(subjectQuery(datasetId))
  const name = subject.data?.dataset.name
  usePageTitle(name ? `Insights · ${name}` : "Insights")
  const crumbs = [...(name ? [{ label: name, href: `/d/${datasetId}/annotate` }] : []), { label: "Insights" }]
  if (!subject.data) {
    return (
      <Page crumbs={crumbs}>
        <h1 className={styles.hidden}>Insights</h1>
        {subject.isError ? (
          <ErrorState
            title="This dataset could not be opened"
            detail={reasonOf(subject.error)}
            onRetry={() => void subject.refetch()}
            busy={subject.isFetching}
          />
        ) : (
          <Loading what="the dataset" />
        )}
      </Page>
    )
  }
  if (!subject.data.dataset.can.includes("manage")) {
    return (
      <ForManagers datasetId={datasetId} title="Insights are for those who run this dataset" crumbs={crumbs}>
        <p>
          They show everybody’s answers side by side, which would sway yours. Admins of the workspace “
          {subject.data.dataset.workspace_name ?? "this workspace"}” can open them.
        </p>
      </ForManagers>
    )
  }
  return (
    <Page crumbs={crumbs}>
      <header className={styles.head}>
        <h1 className={styles.title}>Insights</h1>
        <LinkButton to="/d/$datasetId/export" params={{ datasetId }} size="sm">
          Export
        </LinkButton>
      </header>
      <nav aria-label="Insights" className={styles.tabs} ref={showCurrent}>
        {tabs.map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            params={{ datasetId }}
            search={question ? { question } : {}}
            className={styles.tab}
            activeProps={{ "aria-current": "page" }}
            activeOptions={{ includeSearch: false }}
          >
            {label}
          </Link>
        ))}
      </nav>
      <div className={styles.content}>
        <Suspense fallback={<Loading what="figures" />}>
          {subject.data.questions.length === 0 ? (
            <EmptyState icon={<IconChartDots size={24} />} title="This dataset asks nothing yet">
              <p>Figures appear once it has questions and people have answered them.</p>
            </EmptyState>
          ) : (
            <Outlet />
          )}
        </Suspense>
      </div>
    </Page>
  )
}
