/** The manifest beside an export: what it was made of and how, so that it can be made again byte for byte. */
import { createSha256, type Hasher } from "../hash/sha256.ts"
import type { SourceRecord } from "../source/types.ts"
import { canonicalJson } from "./canonical.ts"

export const manifestVersion = 1

export interface ManifestFile {
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly rows: number
}

export interface Manifest {
  readonly manifest_version: typeof manifestVersion
  readonly loam_version: string
  readonly dataset: { readonly id: string | null; readonly name: string }
  /** The moment whose events count; answers given later are not in it. */
  readonly as_of: string
  readonly task: string
  readonly format: string
  readonly mapping: Readonly<Record<string, readonly string[]>>
  readonly answers: Readonly<Record<string, unknown>>
  /** Question by question how answers were made into one; empty when all are kept. */
  readonly policies: Readonly<Record<string, string>>
  readonly options: Readonly<Record<string, unknown>>
  readonly filter: string | null
  readonly split: {
    readonly seed: string
    readonly parts: Readonly<Record<string, number>>
    readonly hash: string
  } | null
  /** SHA-256 over the records as read: the same records give the same hash. */
  readonly data_hash: string
  readonly records: number
  readonly rows: number
  /** How often each reason came up for leaving a row out, or for doubting it. */
  readonly reasons: Readonly<Record<string, number>>
  readonly licence: string | null
  readonly source: string | null
  readonly files: readonly ManifestFile[]
}

export type ManifestFacts = Omit<Manifest, "manifest_version" | "split"> & {
  readonly split: { readonly seed: string; readonly parts: Readonly<Record<string, number>> } | null
}

/** How split places are computed, for those who want to repeat them elsewhere. */
const splitHash =
  "first 53 bits of SHA-256(seed:group), group = first 64 bits of SHA-256(normalised prompt) in hex"

/** The manifest as an object with its members in a fixed order. */
export function createManifest(facts: ManifestFacts): Manifest {
  return {
    manifest_version: manifestVersion,
    loam_version: facts.loam_version,
    dataset: facts.dataset,
    as_of: facts.as_of,
    task: facts.task,
    format: facts.format,
    mapping: facts.mapping,
    answers: facts.answers,
    policies: facts.policies,
    options: facts.options,
    filter: facts.filter,
    split: facts.split === null ? null : { ...facts.split, hash: splitHash },
    data_hash: facts.data_hash,
    records: facts.records,
    rows: facts.rows,
    reasons: facts.reasons,
    licence: facts.licence,
    source: facts.source,
    files: facts.files,
  }
}

/** Hashes records in the order in which they are read; a store that reads by id has one order. */
export function createDataHash(hasher: Hasher = createSha256()): {
  readonly push: (record: SourceRecord) => void
  readonly digest: () => string
} {
  return {
    push: (record) => hasher.update(`${canonicalJson(record)}\n`),
    digest: () => hasher.digest(),
  }
}

export interface Change {
  readonly what: keyof Manifest
  readonly before: unknown
  readonly now: unknown
}

/** What stands between two manifests: nothing when the second repeats the first byte for byte. */
export function compareManifests(before: Manifest, now: Manifest): Change[] {
  const names = Object.keys(now) as (keyof Manifest)[] // made by createManifest: no other members
  return names
    .filter((what) => canonicalJson(before[what] ?? null) !== canonicalJson(now[what]))
    .map((what) => ({ what, before: before[what] ?? null, now: now[what] }))
}
