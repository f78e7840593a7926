/** Home: your work, and every dataset you can see. */
import { Page } from "../../shell/Page.tsx"
import { usePageTitle } from "../../ui/page-title.ts"

export function HomePage() {
  usePageTitle("Home")
  return <Page>Datasets</Page>
}
