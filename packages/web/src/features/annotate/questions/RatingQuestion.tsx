/** Rating question: one number of a scale. */

import { OptionButton } from "./OptionButton.tsx"
import { scoreOf, suggestedBy } from "./option-list.ts"
import styles from "./options.module.css"
import type { QuestionKind, WidgetProps } from "./widget.ts"

function RatingQuestion(props: WidgetProps) {
  const { question, shown, suggestion, onAnswer } = props
  const { settings } = question
  if (settings.type !== "rating") return null
  const ghost = shown.from === "suggestion"
  const values = settings.options.map((option) => option.value)
  const tabbable = values.find((value) => value === shown.value) ?? values[0]
  return (
    <div
      role="radiogroup"
      aria-labelledby={props.labelId}
      aria-describedby={props.describedBy}
      aria-required={question.required}
      className={styles.scale}
      data-options
      style={
        { "--steps": values.length > 7 ? Math.ceil(values.length / 2) : values.length } as React.CSSProperties
      }
    >
      {values.map((value) => (
        <OptionButton
          key={value}
          role="radio"
          compact
          text={String(value)}
          checked={!ghost && shown.value === value}
          ghost={ghost && shown.value === value}
          suggested={suggestion?.value === value ? suggestedBy(suggestion) : undefined}
          score={suggestion?.value === value ? scoreOf(suggestion, value) : undefined}
          tabbable={value === tabbable}
          onChoose={() => onAnswer(value)}
        />
      ))}
    </div>
  )
}

/** The number on the key is the rating; 0 is 10 on scales that have no 0, Shift+0 where both exist. */
function ratingOf(values: readonly number[], index: number): number | undefined {
  const digit = (index + 1) % 10
  if (index >= 10) return digit === 0 && values.includes(10) ? 10 : undefined
  const value = digit === 0 && !values.includes(0) ? 10 : digit
  return values.includes(value) ? value : undefined
}

export const ratingKind: QuestionKind = {
  Widget: RatingQuestion,
  decisive: true,
  writes: false,
  choose: ({ settings }, index) =>
    settings.type === "rating"
      ? ratingOf(
          settings.options.map((option) => option.value),
          index,
        )
      : undefined,
}
