/** The records an export is made of: those that pass its expression, unified where it asks for that. */
import type { ExportQuery } from "@loam/schema"
import type { Exporter, SourceRecord } from "@loam/training"
import type { Reads } from "../http/context.ts"
import type { DatasetRules } from "../records/index.ts"
import { openSelector, type Selector } from "./select-records.ts"
import { loadPage, readUnify, unifiersOf, withUnified, withVersions } from "./unify-records.ts"

export interface Chooser {
  readonly selector: Selector | undefined
  /** By question, as they were asked for; stored ones with their version. */
  readonly policies: ReadonlyMap<string, string>
  /** Those of a page that are exported, as they are exported. */
  readonly choose: (page: readonly SourceRecord[]) => Promise<SourceRecord[]>
}

/** Questions that an export reads answers of; a raw one reads all. */
function answered(exporter: Exporter, rules: DatasetRules): string[] {
  const mapped = Object.values(exporter.mapping)
    .flat()
    .filter((source) => source.startsWith("question:"))
    .map((source) => source.slice("question:".length))
  return mapped.length > 0 ? mapped : rules.questions.map(({ name }) => name)
}

export async function openChooser(
  reads: Reads,
  rules: DatasetRules,
  query: Pick<ExportQuery, "where" | "unify">,
  exporter?: Exporter,
  moment?: string,
): Promise<Chooser> {
  const policies = await withVersions(reads, rules, readUnify(rules, query.unify))
  const selector =
    query.where === undefined ? undefined : await openSelector(reads, rules, query.where, policies, moment)
  const unifiers =
    query.unify === undefined || !exporter
      ? undefined
      : await unifiersOf(reads, rules, policies, answered(exporter, rules), moment)
  return {
    selector,
    policies,
    choose: async (page) => {
      await selector?.load(page)
      await loadPage(unifiers, page)
      const selected = selector ? page.filter(selector.passes) : [...page]
      return unifiers ? selected.map((record) => withUnified(record, unifiers)) : selected
    },
  }
}

/** The same pages with what is chosen of them. */
export async function* chosenPages(
  pages: AsyncGenerator<SourceRecord[]>,
  { choose }: Chooser,
): AsyncGenerator<SourceRecord[]> {
  for await (const page of pages) yield await choose(page)
}
