/** A text with its spans drawn into it. Long texts are laid out block by block, and only changed blocks anew. */
import type { Question } from "@loam/schema"
import { memo, useMemo } from "react"
import type { ShownValue } from "../../../engine/answers.ts"
import plain from "../fields/text.module.css"
import { labelHue } from "./label-hue.ts"
import { labelText } from "./mark-selection.ts"
import { createRuler } from "./offsets.ts"
import styles from "./SpanText.module.css"
import { piecesOf, type Span, sameSpan } from "./span-list.ts"
import { useTool } from "./span-tool.ts"

export interface Layer {
  readonly question: Question
  readonly shown: ShownValue
  readonly spans: readonly Span[]
}

/** A piece of text as it is drawn. */
interface Drawn {
  /** Code point at which it begins. */
  readonly at: number
  readonly text: string
  readonly hues: readonly number[]
  /** Labels of the spans that end here. */
  readonly tag: string
  readonly starts: boolean
  readonly ghost: boolean
  readonly current: boolean
}

const blockLength = 4_000

/** Ends of the blocks: after a line, once one is long enough. */
function blockEnds(text: string): number[] {
  const ends: number[] = []
  let start = 0
  while (start < text.length) {
    const line = text.indexOf("\n", start + blockLength)
    start = line === -1 ? text.length : line + 1
    ends.push(start)
  }
  return ends
}

function draw(text: string, layers: readonly Layer[], current: Span | null): Drawn[][] {
  const ruler = createRuler(text)
  const owners = new Map<Span, Layer>(
    layers.flatMap((layer) => layer.spans.map((span) => [span, layer] as const)),
  )
  const pieces = piecesOf([...owners.keys()], ruler.length)
  const drawn = pieces.flatMap(
    ({ start, end, spans }): { from: number; to: number; piece: Omit<Drawn, "text"> }[] => {
      const look = (span: Span) => owners.get(span)
      const piece = {
        at: start,
        hues: spans.map((span) => hueOf(look(span)?.question, span.label)),
        tag: spans
          .filter((span) => span.end === end)
          .map((span) => labelText(look(span)?.question as Question, span.label)) // every span has its layer
          .join(" · "),
        starts: spans.some((span) => span.start === start),
        ghost: spans.length > 0 && spans.every((span) => look(span)?.shown.from === "suggestion"),
        current: current !== null && spans.some((span) => sameSpan(span, current)),
      }
      return [{ from: ruler.toUnits(start), to: ruler.toUnits(end), piece }]
    },
  )
  let first = 0
  let begin = 0
  return blockEnds(text).map((blockEnd) => {
    const block: Drawn[] = []
    while (first < drawn.length && (drawn[first]?.from ?? 0) < blockEnd) {
      const { from, to, piece } = drawn[first] as (typeof drawn)[number] // within bounds
      const whole = to <= blockEnd
      const slice = text.slice(Math.max(from, begin), Math.min(to, blockEnd))
      block.push({
        ...piece,
        text: slice,
        tag: whole ? piece.tag : "",
        starts: piece.starts && from >= begin,
      })
      if (!whole) break
      first += 1
    }
    begin = blockEnd
    return block
  })
}

const hueOf = (question: Question | undefined, label: string) =>
  question?.settings.type === "span" ? labelHue(question.settings.options, label) : 0

interface MarkedTextProps {
  readonly text: string
  readonly layers: readonly Layer[]
  readonly recordId: string
}

export const MarkedText = memo(function MarkedText({ text, layers, recordId }: MarkedTextProps) {
  const current = useTool((tool) => (tool.current?.recordId === recordId ? tool.current.span : null))
  const blocks = useMemo(() => draw(text, layers, current), [text, layers, current])
  const [only] = blocks
  if (blocks.length === 1 && only) return <Pieces pieces={only} />
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one text keep their places
    <div key={index} className={plain.block}>
      <Pieces pieces={block} />
    </div>
  ))
})

const edge = (hue: number) => `oklch(var(--span-edge) ${hue})`

/** Lines below the text: one a span, so that spans on top of each other can be told apart. */
const linesOf = (hues: readonly number[]) =>
  hues
    .slice(1, 4)
    .flatMap((hue, index) => [
      `0 ${3 * index + 1}px 0 var(--loam-surface)`,
      `0 ${3 * index + 3}px 0 ${edge(hue)}`,
    ])
    .join(", ")

const Pieces = memo(
  function Pieces({ pieces }: { pieces: readonly Drawn[] }) {
    return pieces.map((piece) =>
      piece.hues.length === 0 ? (
        piece.text
      ) : (
        <mark
          key={piece.at}
          className={styles.mark}
          style={
            {
              "--span-hue": piece.hues[0],
              boxShadow: linesOf(piece.hues) || undefined,
            } as React.CSSProperties
          }
          data-piece={piece.at}
          data-span-start={piece.starts ? piece.at : undefined}
          data-tag={piece.tag || undefined}
          data-ghost={piece.ghost || undefined}
          data-current={piece.current || undefined}
        >
          {piece.text}
        </mark>
      ),
    )
  },
  // Compared by what they say: every answer makes new objects of all of them.
  (before, after) => JSON.stringify(before.pieces) === JSON.stringify(after.pieces),
)
