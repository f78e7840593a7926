/** The entry of LLaMA-Factory's dataset_info.json that a file needs: a file without one cannot be named there. */

const tags = {
  role_tag: "role",
  content_tag: "content",
  user_tag: "user",
  assistant_tag: "assistant",
  observation_tag: "tool",
  function_tag: "function",
  system_tag: "system",
}

// As soon as columns or tags are given, the reader forgets its own defaults for those that are not: all are listed.
const entries = {
  "demonstration/llamafactory": { formatting: "sharegpt", columns: { messages: "messages" }, tags },
  "demonstration/llamafactory-alpaca": {
    columns: {
      prompt: "instruction",
      query: "input",
      response: "output",
      system: "system",
      history: "history",
    },
  },
  "demonstration/llamafactory-sharegpt": {
    formatting: "sharegpt",
    columns: { messages: "conversations", system: "system", tools: "tools" },
  },
  "pair/llamafactory-alpaca": {
    ranking: true,
    columns: { prompt: "instruction", query: "input", chosen: "chosen", rejected: "rejected" },
  },
  "pair/llamafactory-sharegpt": {
    ranking: true,
    formatting: "sharegpt",
    columns: { messages: "conversations", chosen: "chosen", rejected: "rejected" },
  },
  "unpaired/llamafactory": {
    formatting: "sharegpt",
    columns: { messages: "messages", kto_tag: "label" },
    tags,
  },
} as const

export type DatasetInfo = Readonly<Record<string, unknown>>

/** `{name: entry}` for one exported file; undefined for formats that LLaMA-Factory does not read. */
export function datasetInfo(
  kind: string,
  format: string,
  name: string,
  fileName: string,
): Readonly<Record<string, DatasetInfo>> | undefined {
  const known: Readonly<Record<string, DatasetInfo>> = entries
  const entry = known[`${kind}/${format}`]
  return entry === undefined ? undefined : { [name]: { file_name: fileName, ...entry } }
}
