/** Label question: one of the options. */
import { LabelList } from "./LabelList.tsx"
import type { QuestionKind, WidgetProps } from "./widget.ts"

function LabelQuestion(props: WidgetProps) {
  const { settings } = props.question
  if (settings.type !== "label_selection") return null
  const value = props.shown.value
  return (
    <LabelList
      {...props}
      many={false}
      options={settings.options}
      visible={settings.visible_options}
      values={typeof value === "string" ? [value] : []}
      onToggle={(chosen) => props.onAnswer(chosen)}
    />
  )
}

export const labelKind: QuestionKind = {
  Widget: LabelQuestion,
  decisive: true,
  writes: false,
  choose: ({ settings }, index) =>
    settings.type === "label_selection" ? settings.options[index]?.value : undefined,
}
