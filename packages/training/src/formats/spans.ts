/** Labelled spans: character offsets, or one B-I-O tag a token. */
import type { Span } from "../example.ts"
import { classLabel, integer, json, list, string, struct } from "../json/features.ts"
import { type Problem, problem } from "../lint/finding.ts"
import { columns, sameLength, text } from "../lint/rule.ts"
import { codePoints } from "../text/code-points.ts"
import { type Token, tokenize } from "../text/tokens.ts"
import { format } from "./format.ts"

export const spanRows = format({
  id: "spans",
  title: "Text and spans",
  readers: ["GLiNER-like trainers", "scripts"],
  kind: "spans",
  features: () => ({
    text: string,
    spans: list(struct({ start: integer, end: integer, label: string, text: string })),
  }),
  render({ target: { text, spans } }) {
    const points = codePoints(text)
    return [
      {
        text,
        spans: spans.map(({ start, end, label }) => ({ start, end, label, text: points.slice(start, end) })),
      },
    ]
  },
  rules: [columns(["text", "spans"]), text("text", "empty-prompt")],
})

export const spanTuples = format({
  id: "spacy",
  title: "Text and [start, end, label]",
  readers: ["spaCy ner and spancat", "doccano"],
  kind: "spans",
  features: () => ({ text: string, label: json }),
  render: ({ target: { text, spans } }) => [
    { text, label: spans.map(({ start, end, label }) => [start, end, label]) },
  ],
  rules: [columns(["text", "label"]), text("text", "empty-prompt")],
})

/** One tag a token; a problem where tags cannot say what the spans say. */
export function bioTags(tokens: readonly Token[], spans: readonly Span[]): string[] | Problem {
  const tags = tokens.map(() => "O")
  for (const { start, end, label } of spans) {
    const inside = tokens.flatMap((token, index) => (token.start < end && token.end > start ? [index] : []))
    const first = tokens[inside[0] ?? -1]
    const last = tokens[inside.at(-1) ?? -1]
    if (first === undefined || last === undefined) continue // only blanks are marked: no token to tag
    if (first.start < start || last.end > end)
      return problem("span-inside-token", `It is ${start} to ${end}.`)
    if (inside.some((index) => tags[index] !== "O"))
      return problem("spans-overlap", `It is ${start} to ${end}.`)
    for (const [at, index] of inside.entries()) tags[index] = `${at === 0 ? "B" : "I"}-${label}`
  }
  return tags
}

export const bio = format({
  id: "bio",
  title: "Tokens and tags",
  readers: ["transformers token-classification", "SpanMarker"],
  kind: "spans",
  aliases: ["tokens"],
  features: ({ shape }) => ({
    tokens: list(string),
    ner_tags: list(classLabel(["O", ...(shape.classes ?? []).flatMap((name) => [`B-${name}`, `I-${name}`])])),
  }),
  render({ target: { text, spans } }) {
    const tokens = tokenize(text)
    const tags = bioTags(tokens, spans)
    return Array.isArray(tags) ? [{ tokens: tokens.map((token) => token.text), ner_tags: tags }] : tags
  },
  rules: [columns(["tokens", "ner_tags"]), sameLength("tokens", "ner_tags")],
})
