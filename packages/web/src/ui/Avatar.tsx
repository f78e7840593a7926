/** A person as a coloured disc with initials; a decoration beside or inside what says the name. */
import styles from "./Avatar.module.css"

/** First letters of the first two words, by what people see as letters (emoji and accents stay whole). */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean)
  const letters = words.slice(0, 2).map((word) => [...new Intl.Segmenter().segment(word)][0]?.segment ?? "")
  return letters.join("").toUpperCase() || "?"
}

const tones = ["clay", "moss", "ochre", "stone", "iris"] as const

/** The same name has the same colour on every page. */
export function toneOf(name: string): (typeof tones)[number] {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997
  return tones[sum % tones.length] ?? "clay"
}

export function Avatar({ name, size = 32 }: { name: string; size?: number }) {
  return (
    <span
      className={styles.avatar}
      data-tone={toneOf(name)}
      style={{ width: size, height: size, fontSize: size * 0.38 }}
      data-initials={initials(name)}
      aria-hidden
    />
  )
}
