/** Multi-label question: any number of the options. */
import type { Json } from "@loam/schema"
import { LabelList } from "./LabelList.tsx"
import { suggestedFirst } from "./option-list.ts"
import type { QuestionKind, WidgetProps } from "./widget.ts"

const listOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : []

/** Adds or takes away; the order is the one of the options, whatever was chosen first. */
function toggled(before: Json | undefined, value: string, order: readonly string[]): string[] {
  const chosen = new Set(listOf(before))
  if (!chosen.delete(value)) chosen.add(value)
  return order.filter((each) => chosen.has(each))
}

function MultiLabelQuestion(props: WidgetProps) {
  const { settings } = props.question
  if (settings.type !== "multi_label_selection") return null
  const order = settings.options.map((option) => option.value)
  return (
    <LabelList
      {...props}
      many
      options={settings.options}
      visible={settings.visible_options}
      values={listOf(props.shown.value)}
      first={settings.options_order === "suggestion" ? suggestedFirst(props.suggestion) : []}
      onToggle={(value) => props.onAnswer(toggled(props.shown.value, value, order))}
    />
  )
}

export const multiLabelKind: QuestionKind = {
  Widget: MultiLabelQuestion,
  decisive: false,
  writes: false,
  choose: ({ settings }, index, { before }) => {
    if (settings.type !== "multi_label_selection") return undefined
    const option = settings.options[index]
    const order = settings.options.map((each) => each.value)
    return option && toggled(before, option.value, order)
  },
}
