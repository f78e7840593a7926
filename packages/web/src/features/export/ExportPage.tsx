/** Export: choose what for, see ten real rows and what the checks say, then take the file or the command along. */
import type { Dataset } from "@loam/schema"
import { useQuery } from "@tanstack/react-query"
import { getRouteApi } from "@tanstack/react-router"
import { reasonOf } from "../../api.ts"
import { ForManagers } from "../../shell/ForManagers.tsx"
import { Page } from "../../shell/Page.tsx"
import { CodeBlock } from "../../ui/CodeBlock.tsx"
import { ErrorState } from "../../ui/ErrorState.tsx"
import { usePageTitle } from "../../ui/page-title.ts"
import { Load } from "../insights/Load.tsx"
import { CopyDataset } from "./CopyDataset.tsx"
import { commandLine, hubCommand, sdkSnippet } from "./commands.ts"
import styles from "./Export.module.css"
import { ExportForm, type Put } from "./ExportForm.tsx"
import { Findings } from "./Findings.tsx"
import { Gates } from "./Gates.tsx"
import { Licence } from "./Licence.tsx"
import { Preview } from "./Preview.tsx"
import { checkQuery, datasetQuery, previewQuery, questionsQuery, tasksQuery } from "./queries.ts"
import { TakeFile } from "./TakeFile.tsx"

const route = getRouteApi("/signed-in/d/$datasetId/export")

export function ExportPage() {
  const { datasetId } = route.useParams()
  const dataset = useQuery(datasetQuery(datasetId))
  const name = dataset.data?.name
  usePageTitle(name ? `Export · ${name}` : "Export")
  const crumbs = [
    ...(name ? [{ label: name, href: `/d/${datasetId}/insights/progress` }] : []),
    { label: "Export" },
  ]
  if (dataset.data && !dataset.data.can.includes("manage")) {
    return (
      <ForManagers datasetId={datasetId} title="Exports are for those who run this dataset" crumbs={crumbs}>
        <p>A file holds everybody’s answers. Admins of the workspace can make one.</p>
      </ForManagers>
    )
  }
  return (
    <Page crumbs={crumbs}>
      <h1 className={styles.title}>Export</h1>
      <Load query={dataset} what="the dataset">
        {(data) => <Exporting dataset={data} />}
      </Load>
    </Page>
  )
}

function Exporting({ dataset }: { dataset: Dataset }) {
  const { id: datasetId, name } = dataset
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const tasks = useQuery(tasksQuery(datasetId))
  const questions = useQuery(questionsQuery(datasetId)).data ?? []
  const preview = useQuery(previewQuery(datasetId, search))
  const check = useQuery(checkQuery(datasetId, search))
  const put: Put = (part) =>
    void navigate({
      search: (old) => ({ ...old, ...part }) as typeof search,
      replace: true,
      resetScroll: false,
    })
  return (
    <div className={styles.layout}>
      <div className={styles.side}>
        <Load query={tasks} what="what this dataset offers">
          {(items) => <ExportForm dataset={dataset} tasks={items} search={search} put={put} />}
        </Load>
      </div>
      <div className={styles.main}>
        <TakeFile
          datasetId={datasetId}
          name={name}
          search={search}
          put={put}
          preview={preview.isError ? undefined : preview.data}
          check={check}
        />
        {preview.isError ? (
          <ErrorState
            title="There is nothing to show for these choices yet"
            detail={reasonOf(preview.error)}
            onRetry={() => void preview.refetch()}
            busy={preview.isFetching}
          />
        ) : (
          <Load query={preview} what="the preview">
            {(data) => (
              <>
                <Licence dataset={dataset} findings={data.licence_findings} />
                <Findings data={check.data ?? data} datasetId={datasetId} />
                <div className={styles.stale} data-stale={preview.isPlaceholderData || undefined}>
                  <Preview data={data} datasetId={datasetId} />
                </div>
              </>
            )}
          </Load>
        )}
        <Gates datasetId={datasetId} questions={questions} where={search.where} />
        <CopyDataset datasetId={datasetId} name={name} search={search} />
        <section className={styles.commands} aria-label="The same elsewhere">
          <CodeBlock label="The same on the command line" code={commandLine(name, search)} />
          <CodeBlock label="To the Hugging Face Hub" code={hubCommand(name, search)} />
          <CodeBlock label="The same in TypeScript" code={sdkSnippet(datasetId, search)} />
        </section>
      </div>
    </div>
  )
}
