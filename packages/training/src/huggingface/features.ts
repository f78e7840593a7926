/** Column types as `datasets` writes them: in the Parquet footer, and in the YAML of a dataset card. */
import type { Feature, Features } from "../json/features.ts"
import type { Yaml } from "./yaml.ts"

/** Free JSON travels as text: the `Json` feature is unknown to `datasets` before 4.7. */
const jsonType = "string"

type FooterFeature = Readonly<Record<string, unknown>>

export function footerFeature(feature: Feature): FooterFeature {
  switch (feature.kind) {
    case "value":
      return { dtype: feature.dtype, _type: "Value" }
    case "json":
      return { dtype: jsonType, _type: "Value" }
    case "class":
      return { names: feature.names, _type: "ClassLabel" }
    case "list":
      return { feature: footerFeature(feature.of), _type: "List" }
    case "struct":
      return footerFeatures(feature.fields)
  }
}

function footerFeatures(features: Features): FooterFeature {
  return Object.fromEntries(Object.entries(features).map(([name, feature]) => [name, footerFeature(feature)]))
}

/** The value of the footer's key `huggingface`: without it a class is a bare number to whoever reads the file. */
export function parquetMetadata(features: Features): string {
  return JSON.stringify({ info: { features: footerFeatures(features) } })
}

/** One type as YAML: `list: string`, or members under `list` and `struct`. */
function cardType(feature: Feature): Yaml {
  switch (feature.kind) {
    case "value":
      return { dtype: feature.dtype }
    case "json":
      return { dtype: jsonType }
    case "class":
      return { dtype: classes(feature.names) }
    case "list":
      return { list: cardItem(feature.of) }
    case "struct":
      return { struct: cardFeatures(feature.fields) }
  }
}

function classes(names: readonly string[]): Yaml {
  return { class_label: { names: Object.fromEntries(names.map((name, index) => [String(index), name])) } }
}

function cardItem(feature: Feature): Yaml {
  switch (feature.kind) {
    case "value":
      return feature.dtype
    case "json":
      return jsonType
    case "class":
      return classes(feature.names)
    case "list":
      return { list: cardItem(feature.of) }
    case "struct":
      return cardFeatures(feature.fields)
  }
}

/** The `features` of a card's `dataset_info`: readers believe these before the footer. */
export function cardFeatures(features: Features): Yaml {
  return Object.entries(features).map(([name, feature]) => ({
    name,
    ...(cardType(feature) as object),
  })) as Yaml // cardType answers objects only
}
