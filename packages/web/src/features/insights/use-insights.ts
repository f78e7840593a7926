/** Where the insights page is: dataset, question and what else its address says. */
import { useSuspenseQuery } from "@tanstack/react-query"
import { getRouteApi, useLocation, useNavigate } from "@tanstack/react-router"
import { subjectQuery } from "./queries.ts"

const route = getRouteApi("/signed-in/d/$datasetId/insights")

/** Inside the page's frame, which has loaded dataset and questions. `types` narrows the questions. */
export function useInsights(types?: readonly string[]) {
  const { datasetId } = route.useParams()
  const search = route.useSearch()
  const navigate = useNavigate()
  const tab = useLocation({ select: ({ pathname }) => pathname })
  const { data } = useSuspenseQuery(subjectQuery(datasetId))
  const questions = data.questions.filter(({ settings }) => types?.includes(settings.type) ?? true)
  const question = questions.find(({ name }) => name === search.question) ?? questions[0]
  /** Parameters that are undefined leave the address. */
  const put = (
    part: Partial<
      Record<"question" | "by" | "gold" | "person" | "label" | "from" | "sides", string | undefined>
    >,
  ) =>
    void navigate({
      // By its own address: "." would be the frame's, which leads to the first tab.
      to: tab,
      search: (old) => ({ ...old, ...part }) as typeof search,
      replace: true,
      resetScroll: false,
    })
  return { datasetId, dataset: data.dataset, questions, question, search, put }
}
