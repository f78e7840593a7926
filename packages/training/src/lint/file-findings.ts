/** What can be said of a file only when all its rows have passed: too few, uneven, of unclear licence. */

export type FileFindingCode =
  | "file-empty"
  | "file-short"
  | "unpaired-ratio"
  | "unpaired-one-sided"
  | "class-missing"
  | "class-uneven"
  | "answers-run-on"
  | "duplicates-unchecked"
  | "near-duplicates-unchecked"
  | "near-duplicates-split"
  | "licence-missing"
  | "licence-non-commercial"
  | "source-missing"

export interface FileFinding {
  readonly code: FileFindingCode
  readonly severity: "refused" | "warning"
  readonly sentence: string
  readonly remedy: string
}

function warning(code: FileFindingCode, sentence: string, remedy: string): FileFinding {
  return { code, severity: "warning", sentence, remedy }
}

/** Too few rows for the target. */
export function rowCountFindings(rows: number, least: number | undefined): FileFinding[] {
  if (rows === 0) return [warning("file-empty", "No row was written.", "See the findings for the reasons.")]
  if (least === undefined || rows >= least) return []
  const sentence = `The file has ${rows} rows, the target wants at least ${least}.`
  return [{ code: "file-short", severity: "refused", sentence, remedy: "Collect more answers." }]
}

/** KTO weighs good and bad alike when their numbers stand between 1:1 and 4:3 (TRL warns outside of that). */
export function unpairedFindings(good: number, bad: number): FileFinding[] {
  if (good + bad === 0) return []
  if (good === 0 || bad === 0) {
    const sentence = `All ${good + bad} rows are ${good === 0 ? "bad" : "good"}: nothing can be learnt from one side.`
    return [warning("unpaired-one-sided", sentence, "Collect answers of the other kind.")]
  }
  const ratio = good / bad
  if (ratio >= 1 && ratio <= 4 / 3) return []
  const weight =
    ratio < 1 ? `desirable_weight ${(bad / good).toFixed(2)}` : `undesirable_weight ${(ratio).toFixed(2)}`
  const sentence = `${good} good and ${bad} bad rows: their ratio ${ratio.toFixed(2)} lies outside of 1 to 1.33.`
  return [warning("unpaired-ratio", sentence, `Train with ${weight}.`)]
}

/** Classes nobody chose, and a rarest class that a model will hardly see. */
export function classFindings(
  counts: ReadonlyMap<string, number>,
  classes: readonly string[],
): FileFinding[] {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  if (total === 0) return []
  const missing = classes.filter((name) => !counts.has(name))
  const findings: FileFinding[] = []
  if (missing.length > 0) {
    const some = missing
      .slice(0, 5)
      .map((name) => `'${name}'`)
      .join(", ")
    const sentence = `${missing.length} of ${classes.length} classes have no row: ${some}${missing.length > 5 ? ", …" : ""}.`
    findings.push(warning("class-missing", sentence, "Collect examples of them, or leave them out."))
  }
  const [rarest] = [...counts].sort((a, b) => a[1] - b[1])
  const most = Math.max(...counts.values())
  if (rarest !== undefined && rarest[1] * 10 < most) {
    const sentence = `The rarest class '${rarest[0]}' has ${rarest[1]} rows, the most frequent ${most}.`
    findings.push(warning("class-uneven", sentence, "Weigh the classes, or collect more of the rare one."))
  }
  return findings
}

export function runOnFindings(count: number, rows: number): FileFinding[] {
  if (count === 0) return []
  const sentence = `In ${count} of ${rows} rows the answer follows the prompt without a blank or a line end, and the trainer joins them as they are.`
  return [
    warning(
      "answers-run-on",
      sentence,
      "Set the option separator to a blank or a line end, or export messages.",
    ),
  ]
}

/** Nearly the same prompt in training and test makes a test easier than it looks. */
export function nearSplitFindings(count: number): FileFinding[] {
  if (count === 0) return []
  const sentence = `${count} prompts are nearly those of records in another split.`
  return [
    warning(
      "near-duplicates-split",
      sentence,
      "Refuse near-duplicates, or map a group that holds them together.",
    ),
  ]
}

/** A set that was full: what came later was not looked at. */
export function uncheckedFindings(what: "duplicates" | "near-duplicates", limit: number): FileFinding {
  const title = what === "duplicates" ? "Duplicates" : "Near-duplicates"
  return warning(
    `${what}-unchecked`,
    `${title} were looked for among the first ${limit} ${what === "duplicates" ? "rows" : "prompts"} only.`,
    "Look for the others in the file.",
  )
}

const nonCommercial = /(^|[^a-z])nc([^a-z]|$)|non-?commercial|research[- ]only/iu

/** Licence and source of the data, as far as the dataset states them. */
export function licenceFindings(about: {
  readonly licence?: string | undefined
  readonly source?: string | undefined
}): FileFinding[] {
  const findings: FileFinding[] = []
  const { licence = "", source = "" } = about
  if (licence.trim() === "") {
    findings.push(warning("licence-missing", "The dataset states no licence.", "State one in its settings."))
  } else if (nonCommercial.test(licence)) {
    findings.push(
      warning(
        "licence-non-commercial",
        `The licence '${licence}' forbids commercial use.`,
        "Check your use.",
      ),
    )
  }
  if (source.trim() === "") {
    findings.push(
      warning(
        "source-missing",
        "The dataset does not say where its records come from.",
        "Say it in its settings.",
      ),
    )
  }
  return findings
}
