/** Files that a trainer wants beside the rows: what makes an exported file usable without writing a config by hand. */
import { writeYaml, type Yaml } from "../huggingface/yaml.ts"
import { datasetInfo } from "./dataset-info.ts"

export interface Companion {
  readonly name: string
  readonly content: string
}

/** What an Axolotl config says of a file of each of its formats, beside the path. */
const axolotl: Readonly<
  Record<string, { readonly top?: Readonly<Record<string, Yaml>>; readonly type: string }>
> = {
  "demonstration/messages": { type: "chat_template" },
  "demonstration/axolotl-chat": { type: "chat_template" },
  "demonstration/axolotl-alpaca": { type: "alpaca" },
  "demonstration/axolotl-segments": { type: "input_output" },
  "pair/axolotl": { top: { rl: "dpo" }, type: "chatml" },
  "pair/axolotl-chat": { top: { rl: "dpo" }, type: "chat_template.default" },
  "pair/axolotl-reward": { top: { reward_model: true }, type: "bradley_terry.chat_template" },
  "unpaired/axolotl": { top: { rl: "kto" }, type: "chatml.prompt_pairs" },
  "stepwise/trl": { top: { process_reward_model: true }, type: "stepwise_supervised" },
}

/** The companions of one exported file; none for formats whose readers need only the file. */
export function companionsOf(kind: string, format: string, name: string, fileName: string): Companion[] {
  const info = datasetInfo(kind, format, name, fileName)
  const config = axolotl[`${kind}/${format}`]
  return [
    ...(info === undefined
      ? []
      : [{ name: "dataset_info.json", content: `${JSON.stringify(info, null, 2)}\n` }]),
    ...(config === undefined
      ? []
      : [
          {
            name: "axolotl.yaml",
            content: writeYaml({
              ...config.top,
              datasets: [
                {
                  path: fileName,
                  ds_type: fileName.endsWith(".parquet") ? "parquet" : "json",
                  type: config.type,
                },
              ],
            }),
          },
        ]),
  ]
}
