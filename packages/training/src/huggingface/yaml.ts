/** Writes the small part of YAML that a dataset card needs: maps, lists and scalars in block style. */

export type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml }

// Words and numbers that a reader would take for something else than text.
const taken = /^(?:true|false|yes|no|on|off|null|~|y|n)$/iu
const plain = /^[\p{L}_][\p{L}\p{N}_ ./<>+*-]*$/u

function scalar(value: string | number | boolean | null): string {
  if (typeof value !== "string") return String(value)
  const safe = plain.test(value) && !taken.test(value) && value === value.trim() && !value.includes(" #")
  if (safe) return value
  // Digits alone in single quotes, as PyYAML writes them; all else as JSON, which YAML contains.
  return /^\d+$/u.test(value) ? `'${value}'` : JSON.stringify(value)
}

const isScalar = (value: Yaml): value is string | number | boolean | null =>
  typeof value !== "object" || value === null
const isList = (value: Yaml): value is readonly Yaml[] => Array.isArray(value)

function listLines(list: readonly Yaml[], indent: string): string[] {
  return list.flatMap((item) => {
    if (isScalar(item)) return [`${indent}- ${scalar(item)}`]
    const [first = "", ...rest] = lines(item, `${indent}  `)
    return [`${indent}- ${first.trimStart()}`, ...rest]
  })
}

function lines(value: Yaml, indent: string): string[] {
  if (isScalar(value)) return [`${indent}${scalar(value)}`]
  if (isList(value)) return listLines(value, indent)
  return Object.entries(value).flatMap(([key, member]) => {
    const head = `${indent}${scalar(key)}:`
    if (isScalar(member)) return [`${head} ${scalar(member)}`]
    if (isList(member)) return member.length === 0 ? [`${head} []`] : [head, ...listLines(member, indent)]
    return Object.keys(member).length === 0 ? [`${head} {}`] : [head, ...lines(member, `${indent}  `)]
  })
}

/** A document without markers, ending in a line end. */
export function writeYaml(value: { readonly [key: string]: Yaml }): string {
  return `${lines(value, "").join("\n")}\n`
}
