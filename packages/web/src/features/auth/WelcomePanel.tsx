/** What Loam is for, shown beside the sign-in form. Always dark: it is the ground the app stands on. */
import { Strata } from "./Strata.tsx"
import styles from "./WelcomePanel.module.css"

const answers = [
  { key: "1", text: "Feed it more often and bake when it has just stopped rising.", chosen: true },
  { key: "2", text: "Use a hotter oven, that always fixes it.", chosen: false },
]

/** One decision as the annotation page shows it; a picture, so hidden from screen readers. */
function Specimen() {
  return (
    <div className={styles.specimen} aria-hidden>
      <p className={styles.prompt}>Why does my sourdough come out flat?</p>
      {answers.map((answer) => (
        <div key={answer.key} className={styles.answer} data-chosen={answer.chosen || undefined}>
          <span className={styles.key}>{answer.key}</span>
          <span>{answer.text}</span>
        </div>
      ))}
    </div>
  )
}

export function WelcomePanel() {
  return (
    <aside className={styles.panel} aria-label="About Loam">
      <div className={styles.content}>
        <p className={styles.headline}>People’s judgement, in the shape a model can learn from.</p>
        <p className={styles.text}>
          Write the answer you would want to read, choose the better of two, rate, comment. Every record gets
          as many opinions as your team asked for, and each one arrives in the training file.
        </p>
        <Specimen />
      </div>
      <Strata className={styles.strata} />
    </aside>
  )
}
