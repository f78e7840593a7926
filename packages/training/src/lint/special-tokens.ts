/** Control tokens of chat templates inside people's text: a tokenizer would obey them. */

export const specialTokens = [
  "<|im_start|>",
  "<|im_end|>",
  "<|endoftext|>",
  "<|begin_of_text|>",
  "<|end_of_text|>",
  "<|eot_id|>",
  "<|start_header_id|>",
  "<|end_header_id|>",
  "<|assistant|>",
  "<|user|>",
  "<|system|>",
  "<|end|>",
  "<start_of_turn>",
  "<end_of_turn>",
  "[INST]",
  "[/INST]",
  "<s>",
  "</s>",
  "<bos>",
  "<eos>",
]

const pattern = new RegExp(specialTokens.map((token) => token.replace(/[|[\]/]/g, "\\$&")).join("|"), "u")

/** The first control token in a row, wherever it stands. */
export function findSpecialToken(value: unknown): string | undefined {
  if (typeof value === "string") {
    // Looking for one character first is many times faster than the pattern, and most text has neither.
    return value.includes("<") || value.includes("[") ? pattern.exec(value)?.[0] : undefined
  }
  if (typeof value !== "object" || value === null) return undefined
  for (const member of Object.values(value)) {
    const found = findSpecialToken(member)
    if (found !== undefined) return found
  }
  return undefined
}
