/** Splits that keep the shares of the labels: the data is read once beforehand, for the label of every prompt. */
import { limits } from "@loam/schema"
import {
  createStrata,
  type Exporter,
  type SourceRecord,
  type SplitOptions,
  type Splitter,
  stratumOf,
} from "@loam/training"
import { refuse } from "../http/errors.ts"

export async function planStratified(
  exporter: Exporter,
  pages: AsyncIterable<SourceRecord[]>,
  options: SplitOptions,
): Promise<Splitter> {
  const strata = createStrata()
  for await (const records of pages) {
    for (const record of records)
      for (const example of exporter.build(record).examples)
        strata.add({ group: example.group, stratum: stratumOf(example) })
    if (strata.size() > limits.stratified)
      throw refuse.invalid(
        `Stratified splits are planned for at most ${limits.stratified} prompts: split this dataset without`,
      )
  }
  return strata.plan(options)
}
