/** The README of a dataset folder: metadata that the Hub and `datasets` read, and a data statement for people. */
import type { Features } from "../json/features.ts"
import { cardFeatures } from "./features.ts"
import { writeYaml, type Yaml } from "./yaml.ts"

export interface CardSplit {
  readonly name: string
  readonly rows: number
  readonly bytes: number
}

export interface CardConfig {
  readonly name: string
  readonly features: Features
  readonly splits: readonly CardSplit[]
  /** Size of the files. */
  readonly download_bytes: number
}

export interface CardFacts {
  readonly title: string
  readonly licence?: string | undefined
  readonly languages?: readonly string[] | undefined
  readonly tags?: readonly string[] | undefined
  readonly task_categories?: readonly string[] | undefined
  readonly source?: string | undefined
  readonly guidelines?: string | null | undefined
  /** How several answers became one, in words. */
  readonly policy?: string | undefined
  readonly annotators?: number | undefined
  /** Agreement by question, with its name: `{quality: {measure: "Krippendorff's alpha", value: 0.71}}`. */
  readonly agreement?:
    | Readonly<Record<string, { readonly measure: string; readonly value: number }>>
    | undefined
  /** The first config is the default one. */
  readonly configs: readonly CardConfig[]
  /** What the linter refused, by reason. */
  readonly refused?: Readonly<Record<string, number>> | undefined
}

/** Folder of a config's shards. */
export const folderOf = (config: string) => (config === "default" ? "data" : config)

/** `data/train-00000-of-00002.parquet`, as `push_to_hub` names shards. */
export function shardPath(config: string, split: string, index: number, count: number): string {
  const pad = (value: number) => String(value).padStart(5, "0")
  return `${folderOf(config)}/${split}-${pad(index)}-of-${pad(count)}.parquet`
}

const sizes: readonly (readonly [number, string])[] = [
  [1e3, "n<1K"],
  [1e4, "1K<n<10K"],
  [1e5, "10K<n<100K"],
  [1e6, "100K<n<1M"],
  [1e7, "1M<n<10M"],
]
export function sizeCategory(rows: number): string {
  return sizes.find(([below]) => rows < below)?.[1] ?? "10M<n<100M"
}

const total = (splits: readonly CardSplit[], of: "rows" | "bytes") =>
  splits.reduce((sum, split) => sum + split[of], 0)

function configYaml({ name, splits }: CardConfig, index: number): Yaml {
  return {
    config_name: name,
    ...(index === 0 ? { default: true } : {}),
    data_files: splits.map((split) => ({ split: split.name, path: `${folderOf(name)}/${split.name}-*` })),
  }
}

function infoYaml({ name, features, splits, download_bytes }: CardConfig): Yaml {
  return {
    config_name: name,
    features: cardFeatures(features),
    splits: splits.map((split) => ({ name: split.name, num_bytes: split.bytes, num_examples: split.rows })),
    download_size: download_bytes,
    dataset_size: total(splits, "bytes"),
  }
}

function metadata(facts: CardFacts): string {
  const rows = total(facts.configs[0]?.splits ?? [], "rows")
  return writeYaml({
    ...(facts.licence === undefined ? {} : { license: facts.licence }),
    ...(facts.languages === undefined ? {} : { language: facts.languages }),
    pretty_name: facts.title,
    annotations_creators: ["expert-generated"],
    size_categories: [sizeCategory(rows)],
    ...(facts.task_categories === undefined ? {} : { task_categories: facts.task_categories }),
    tags: facts.tags ?? ["human-feedback"],
    configs: facts.configs.map(configYaml),
    dataset_info: facts.configs.map(infoYaml),
  })
}

function section(heading: string, lines: readonly (string | undefined)[]): string {
  const said = lines.filter((line) => line !== undefined && line.trim() !== "")
  return said.length === 0 ? "" : `\n## ${heading}\n\n${said.join("\n\n")}\n`
}

function statement(facts: CardFacts): string {
  const { annotators, agreement = {}, refused = {} } = facts
  const measures = Object.entries(agreement).map(
    ([question, { measure, value }]) => `- \`${question}\`: ${measure} ${value.toFixed(3)}`,
  )
  const reasons = Object.entries(refused).map(([reason, count]) => `- \`${reason}\`: ${count}`)
  return [
    `\n# ${facts.title}\n`,
    section("Source", [facts.source === undefined ? undefined : `The records come from: ${facts.source}.`]),
    section("Annotators", [annotators === undefined ? undefined : `${annotators} people answered.`]),
    section("Guidelines", [facts.guidelines ?? undefined]),
    section("From many answers to one", [facts.policy]),
    section("Agreement", [measures.join("\n")]),
    section("Left out", [
      reasons.length === 0 ? undefined : `Rows refused before writing, by reason:\n\n${reasons.join("\n")}`,
    ]),
  ].join("")
}

/** The whole README.md. */
export function datasetCard(facts: CardFacts): string {
  return `---\n${metadata(facts)}---\n${statement(facts)}`
}
