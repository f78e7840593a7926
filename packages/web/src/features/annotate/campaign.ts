/** What a labeling campaign is: dataset, fields and questions, fetched together. */
import { type Comparison, type Dataset, type Field, findComparison, type Question } from "@loam/schema"
import { queryOptions } from "@tanstack/react-query"
import { client } from "../../api.ts"
import { loadMarkdown } from "./markdown/renderer.ts"
import { loadWidgets } from "./questions/registry.ts"

export interface Campaign {
  readonly dataset: Dataset
  readonly fields: readonly Field[]
  readonly questions: readonly Question[]
  /** Fields that are candidates to choose among, shown side by side. */
  readonly comparison: Comparison | null
}

const usesMarkdown = ({ settings }: Field | Question) => "use_markdown" in settings && settings.use_markdown

export const campaignQuery = (dataset_id: string) =>
  queryOptions({
    queryKey: ["campaign", dataset_id],
    queryFn: async ({ signal }): Promise<Campaign> => {
      const [dataset, { items: fields }, { items: questions }] = await Promise.all([
        client.datasets.get({ dataset_id }, { signal }),
        client.fields.list({ dataset_id }, { signal }),
        client.questions.list({ dataset_id }, { signal }),
      ])
      // Waiting here keeps widgets and formatted text from jumping in after the first record has been painted.
      const widgets = loadWidgets(questions)
      if (dataset.guidelines || [...fields, ...questions].some(usesMarkdown)) await loadMarkdown()
      await widgets
      return { dataset, fields, questions, comparison: findComparison(fields) }
    },
    // Settings rarely change while people label; a new visit reads them anew.
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  })
