/** `loam datasets`: what is being annotated. */
import type { Command } from "commander"
import { addDatasetsCopy } from "./copy.ts"
import { addDatasetsCreate } from "./create.ts"
import { addDatasetsDelete } from "./delete.ts"
import { addDatasetsHistory } from "./history.ts"
import { addDatasetsList } from "./list.ts"
import { addDatasetsShow } from "./show.ts"

export function addDatasets(program: Command): void {
  const datasets = program.command("datasets").description("list, create, show, copy and delete datasets")
  addDatasetsList(datasets)
  addDatasetsCreate(datasets)
  addDatasetsShow(datasets)
  addDatasetsCopy(datasets)
  addDatasetsHistory(datasets)
  addDatasetsDelete(datasets)
}
