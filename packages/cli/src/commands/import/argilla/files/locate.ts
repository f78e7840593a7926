/** What `--from` names: a folder or file of this machine, or a dataset on the Hub. */
import { stat } from "node:fs/promises"
import { exitCodes } from "../../../../exit-codes.ts"
import { Failure } from "../../../../failure.ts"
import { type HubPlace, hubAddress } from "./hub-snapshot.ts"

export type Located =
  | { readonly kind: "folder" | "file"; readonly path: string; readonly modified: string }
  | { readonly kind: "hub"; readonly hub: HubPlace }

const repoForm = /^[\w.-]+\/[\w.-]+$/

/** The token goes to the Hub that is set, and to no other that an address names. */
function fromAddress(from: string): HubPlace {
  const { origin, pathname } = new URL(from)
  const [, kind, namespace, name, tree, revision] = pathname.split("/")
  if (kind !== "datasets" || !namespace || !name)
    throw new Failure(
      `--from '${from}' is no dataset on the Hub: those are at …/datasets/organisation/name. A running Argilla is given with --url`,
      exitCodes.usage,
    )
  const known = new Set([new URL(hubAddress()).origin, "https://huggingface.co"])
  if (!known.has(origin))
    throw new Failure(`--from names another Hub: set HF_ENDPOINT=${origin} if that is meant`, exitCodes.usage)
  return { name: `${namespace}/${name}`, revision: tree === "tree" ? revision : undefined }
}

export async function locate(from: string): Promise<Located> {
  if (/^https?:\/\//.test(from)) return { kind: "hub", hub: fromAddress(from) }
  if (from.startsWith("hf://datasets/")) {
    const [name = "", revision] = from.slice("hf://datasets/".length).split("@")
    return { kind: "hub", hub: { name, revision } }
  }
  const found = await stat(from).catch(() => undefined)
  if (found)
    return {
      kind: found.isDirectory() ? "folder" : "file",
      path: from,
      modified: found.mtime.toISOString().replace("Z", ""),
    }
  if (repoForm.test(from) && !from.endsWith(".json"))
    return { kind: "hub", hub: { name: from, revision: undefined } }
  throw new Failure(
    `there is no file or folder ${from} (a dataset on the Hub is named organisation/name)`,
    exitCodes.notFound,
  )
}
