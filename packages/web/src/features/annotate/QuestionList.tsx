/** The questions of the dataset for the record on screen. */
import type { Json } from "@loam/schema"
import type { Held } from "../../engine/model.ts"
import { useCampaign } from "./engine-context.tsx"
import styles from "./QuestionList.module.css"
import { QuestionCard } from "./questions/QuestionCard.tsx"
import type { ActiveQuestion } from "./use-active-question.ts"

interface QuestionListProps {
  readonly held: Held
  readonly active: ActiveQuestion
  readonly answer: (index: number, value: Json, options?: { typing: boolean }) => void
}

export function QuestionList({ held, active, answer }: QuestionListProps) {
  const { questions } = useCampaign()
  return (
    <div className={styles.list}>
      {questions.map((question, index) => (
        <QuestionCard
          key={question.id}
          question={question}
          held={held}
          active={index === active.index}
          alone={questions.length === 1}
          onActivate={() => active.set(index)}
          onAnswer={(value, options) => answer(index, value, options)}
        />
      ))}
    </div>
  )
}
