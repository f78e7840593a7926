/** One record after the other: loads the campaign, opens the engine, shows the workbench. */
import { useQuery } from "@tanstack/react-query"
import { useParams, useRouteContext, useSearch } from "@tanstack/react-router"
import { useEffect, useEffectEvent, useState } from "react"
import { reasonOf } from "../../api.ts"
import type { Engine } from "../../engine/engine.ts"
import { Page } from "../../shell/Page.tsx"
import { ErrorState } from "../../ui/ErrorState.tsx"
import { usePageTitle } from "../../ui/page-title.ts"
import { type Campaign, campaignQuery } from "./campaign.ts"
import { EngineProvider } from "./engine-context.tsx"
import { type OpenEngine, openEngine } from "./open-engine.ts"
import { DatasetIsDraft } from "./states/DatasetIsDraft.tsx"
import { WorkbenchSkeleton } from "./states/WorkbenchSkeleton.tsx"
import { Workbench } from "./Workbench.tsx"

const from = "/signed-in/d/$datasetId/annotate"

export function AnnotatePage() {
  const { datasetId } = useParams({ from })
  const campaign = useQuery(campaignQuery(datasetId))
  usePageTitle(campaign.data?.dataset.name ?? "Annotate")

  if (campaign.data) {
    if (campaign.data.dataset.status === "draft") return <DatasetIsDraft name={campaign.data.dataset.name} />
    return <OpenCampaign key={datasetId} campaign={campaign.data} />
  }
  if (campaign.isError) {
    return (
      <Page crumbs={[{ label: "Annotate" }]}>
        <ErrorState
          title="This dataset could not be opened"
          detail={reasonOf(campaign.error)}
          onRetry={() => void campaign.refetch()}
          busy={campaign.isFetching}
        />
      </Page>
    )
  }
  return <WorkbenchSkeleton />
}

function OpenCampaign({ campaign }: { campaign: Campaign }) {
  const engine = useOpenEngine(campaign)
  if (!engine) return <WorkbenchSkeleton name={campaign.dataset.name} />
  return (
    <EngineProvider engine={engine} campaign={campaign}>
      <Workbench />
    </EngineProvider>
  )
}

/** An engine for as long as the page shows this dataset. */
function useOpenEngine(campaign: Campaign): Engine | null {
  const { me } = useRouteContext({ from })
  const { queue = "pending", rec } = useSearch({ from })
  const [engine, setEngine] = useState<Engine | null>(null)
  const open = useEffectEvent(() =>
    openEngine(me, {
      datasetId: campaign.dataset.id,
      questions: campaign.questions,
      guidelinesVersion: campaign.dataset.guidelines_version,
      shownOrder: campaign.comparison?.candidates.map(({ field }) => field.name) ?? [],
      queue,
      recordId: rec ?? null,
    }),
  )
  useEffect(() => {
    let opened: OpenEngine | null = null
    let gone = false
    void open().then((fresh) => {
      if (gone) return fresh.close()
      opened = fresh
      setEngine(fresh.engine)
      void fresh.engine.start()
    })
    return () => {
      gone = true
      opened?.close()
    }
  }, [])
  return engine
}
