/** The manifest of an export: everything that has to be the same for the same file. */
import { createHash } from "node:crypto"
import type { ExportManifest, ExportQuery, ExportReport, Json } from "@loam/schema"
import { canonicalJson, createManifest, defaultAnswers, type SplitOptions } from "@loam/training"
import { isStored } from "../consensus/index.ts"
import type { DatasetRules } from "../records/index.ts"
import { loamVersion } from "../version.ts"
import { type Aids, aidHashes } from "./aids.ts"
import { settingsOf } from "./open-export.ts"
import type { Origin } from "./origin.ts"

export interface ManifestInput {
  readonly rules: DatasetRules
  readonly query: ExportQuery
  readonly moment: string
  readonly report: ExportReport
  readonly data_hash: string
  readonly policies: ReadonlyMap<string, string>
  readonly split: SplitOptions | undefined
  readonly origin: Origin
  readonly aids: Aids
}

/** Changes with everything that settles what rows look like, beside the records. */
function settingsHash({ fields, questions, metadata_properties, vectors_settings }: DatasetRules): string {
  const text = canonicalJson({ fields, questions, metadata_properties, vectors_settings })
  return createHash("sha256").update(text).digest("hex")
}

/** What was asked for as "the stored one" is repeated by the number it had. */
const settled = (unify: readonly string[], policies: ReadonlyMap<string, string>) =>
  unify.map((each) => {
    const name = each.slice(0, each.indexOf("="))
    const policy = policies.get(name)
    return isStored(policy) ? `${name}=${policy}` : each
  })

export function manifestOf(input: ManifestInput): ExportManifest {
  const { rules, query, moment, report, data_hash, policies, split, origin, aids } = input
  const { task, format, mapping, records, rows, reasons } = report
  const { options, lint, answers } = settingsOf(query)
  const { as_of: _, ...rest } = query
  const asked = { ...rest, ...(query.unify ? { unify: settled(query.unify, policies) } : {}) }
  const manifest = createManifest({
    loam_version: loamVersion,
    dataset: { id: rules.id, name: rules.name },
    as_of: moment,
    ...{ task, format, mapping, records, rows, reasons, data_hash },
    answers: { ...defaultAnswers, ...answers },
    policies: Object.fromEntries(policies),
    options: {
      query: JSON.parse(JSON.stringify(asked)) as Json,
      settings_hash: settingsHash(rules),
      ...(options === undefined ? {} : { options }),
      ...(lint === undefined ? {} : { lint }),
      aids: aidHashes(aids),
    },
    filter: query.where ?? null,
    split: split ?? null,
    ...origin,
    files: [],
  })
  // The same members; the contract's lists are its own.
  return structuredClone(manifest) as unknown as ExportManifest
}
