/** Light, dark, or as the system has it. Kept in this browser. */
import { useMantineColorScheme } from "@mantine/core"
import type { ColorScheme } from "../../theme/color-scheme.ts"
import { usePageTitle } from "../../ui/page-title.ts"
import page from "./AccountPage.module.css"
import styles from "./Appearance.module.css"

const choices: { value: ColorScheme; label: string }[] = [
  { value: "auto", label: "Same as system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
]

export function Appearance() {
  usePageTitle("Appearance")
  // Else it would put a <style> element into the page for a moment, which the content policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <>
      <div>
        <h1 className={page.title}>Appearance</h1>
        <p className={page.lead}>Kept in this browser, so each of your devices can have its own.</p>
      </div>
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>Colours</legend>
        {choices.map(({ value, label }) => (
          <label key={value} className={styles.choice}>
            <input
              type="radio"
              name="color-scheme"
              value={value}
              checked={colorScheme === value}
              onChange={() => setColorScheme(value)}
            />
            <Swatch scheme={value} />
            <span className={styles.label}>{label}</span>
          </label>
        ))}
      </fieldset>
    </>
  )
}

/** The app in miniature; "same as system" is half of each. */
function Swatch({ scheme }: { scheme: ColorScheme }) {
  const halves = scheme === "auto" ? (["light", "dark"] as const) : [scheme]
  return (
    <span className={styles.swatch} aria-hidden>
      {halves.map((half) => (
        <span key={half} className={styles.half} data-scheme={half}>
          <span className={styles.line} />
          <span className={styles.line} />
          <span className={styles.accent} />
        </span>
      ))}
    </span>
  )
}
