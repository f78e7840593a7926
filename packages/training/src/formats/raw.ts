/** Raw records: one line a record with everything in it. */
import { json, string } from "../json/features.ts"
import { format } from "./format.ts"

export const rawRecords = format({
  id: "records",
  title: "Records as they are",
  readers: ["Loam", "scripts"],
  kind: "raw",
  aliases: ["raw", "jsonl"],
  features: ({ dataset }) => ({
    id: string,
    external_id: string,
    status: string,
    fields: json,
    metadata: {
      kind: "json",
      floats: (dataset.metadata_properties ?? [])
        .filter(({ settings }) => settings.type === "float")
        .map(({ name }) => name),
    },
    responses: json,
    suggestions: json,
    vectors: json,
    dataset_id: string,
    inserted_at: string,
    unified: json,
    updated_at: string,
  }),
  render: ({ target }) => [target.row],
  rules: [],
})
