/** One record after the other. */
import { Page } from "../../shell/Page.tsx"

export function AnnotatePage() {
  return <Page crumbs={[{ label: "Annotate" }]}>…</Page>
}
