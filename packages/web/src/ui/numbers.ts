/** Numbers and the nouns they count. */

const grouped = new Intl.NumberFormat()

export function count(value: number): string {
  return grouped.format(value)
}

/** `1 record`, `2 records`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}
