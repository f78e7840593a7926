/** What exports are held against: models' tokenizers and benchmark texts, kept in a workspace under a name. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { limits } from "./limits.ts"
import { admin } from "./permissions.ts"
import { id, list, stamps, text } from "./scalars.ts"

export const exportAid = z.object({
  id,
  kind: z.enum(["tokenizer", "benchmark"]),
  name: z.string(),
  /** Of its content; in the manifest of every export that used it. */
  sha256: z.string(),
  bytes: z.int(),
  /** What is in it, in a sentence. */
  about: z.string(),
  ...stamps,
})
export type ExportAid = z.infer<typeof exportAid>

const aidName = text(1, limits.exportAids.name).regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u)

/** The content of `tokenizer.json`, which is checked by opening it. */
const jsonFile = z.looseObject({})

export const tokenizerPut = z.object({
  tokenizer: jsonFile,
  /** The content of `tokenizer_config.json`. */
  config: jsonFile.nullish(),
  /** The content of `chat_template.jinja`, where the model keeps its template apart. */
  chat_template: z.string().max(limits.exportAids.template).nullish(),
})

export const benchmarkPut = z.object({
  items: z
    .array(
      z.union([
        text(1, limits.exportAids.itemText),
        /** `name` is said in findings; without one it is the item's number. */
        z.object({ name: text(1, limits.name).nullish(), text: text(1, limits.exportAids.itemText) }),
      ]),
    )
    .min(1)
    .max(limits.exportAids.items),
})

export const exportAidEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/v1/workspaces/{workspace_id}/export-aids",
    status: 200,
    allow: admin("workspace"),
    response: list(exportAid),
    summary: "The tokenizers and benchmark lists that exports of this workspace may be held against",
  }),
  putTokenizer: endpoint({
    method: "PUT",
    path: "/api/v1/workspaces/{workspace_id}/tokenizers/{name}",
    params: { name: aidName },
    status: 200,
    allow: admin("workspace"),
    body: tokenizerPut,
    response: exportAid,
    errors: [413],
    summary: "Keep a model's Hugging Face tokenizer under a name; one of that name is replaced",
  }),
  putBenchmark: endpoint({
    method: "PUT",
    path: "/api/v1/workspaces/{workspace_id}/benchmarks/{name}",
    params: { name: aidName },
    status: 200,
    allow: admin("workspace"),
    body: benchmarkPut,
    response: exportAid,
    errors: [413],
    summary: "Keep texts of a benchmark under a name; a list of that name is replaced",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/v1/workspaces/{workspace_id}/export-aids/{aid_id}",
    status: 200,
    allow: admin("workspace"),
    response: exportAid,
    summary: "Forget a tokenizer or a benchmark list",
  }),
}
