/** One choice out of a few, with its label: the browser's own select, so that long lists and phones are no problem. */
import styles from "./Insights.module.css"

interface ChoiceProps {
  label: string
  value: string
  options: readonly { readonly value: string; readonly label: string }[]
  onChange: (value: string) => void
}

export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label className={styles.choice}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

interface QuestionChoiceProps {
  questions: readonly { readonly name: string; readonly title: string }[]
  value: string
  onChange: (name: string) => void
}

export function QuestionChoice({ questions, value, onChange }: QuestionChoiceProps) {
  if (questions.length < 2) {
    return <p className={styles.question}>{questions[0]?.title}</p>
  }
  return (
    <Choice
      label="Question"
      value={value}
      options={questions.map(({ name, title }) => ({ value: name, label: title }))}
      onChange={onChange}
    />
  )
}
