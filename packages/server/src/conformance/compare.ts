/** Compares an answer with what is expected of it: one line for each difference, empty when clients see none. */
import type { Json } from "@loam/schema"
import { expander, type Names } from "./names.ts"
import { inOrderOf, isScore, placesOf } from "./order.ts"
import { cutOff } from "./series.ts"

export interface Comparison {
  readonly names: Names
  /** Members beyond the expected ones say nothing. */
  readonly partial: boolean
  /** Whether Loam adds this member on purpose. */
  readonly isAddition: (member: string) => boolean
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const kind = (value: Json | undefined): string => {
  if (value === null) return "null"
  if (Array.isArray(value)) return "list"
  return value === undefined ? "absent" : typeof value
}
/** Values of the same kind are shown, others only named: our sentences must not become part of the comparison. */
function differ(expected: Json, found: Json | undefined): string {
  const show = (value: Json | undefined) =>
    kind(expected) === kind(found) && typeof value !== "object"
      ? String(JSON.stringify(value)).slice(0, 60)
      : kind(value)
  return `expected ${show(expected)}, found ${show(found)}`
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const timeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z?)$/

/** Sizes, sentences, keys and the like: any text will do. */
const anyText = /^<(?!uuid:|time>)[\w-]+>$/

const uuidName = /^<uuid:[\w-]+>$/

/** An id stands for its name: the first one met under a free name takes it. */
function compareIds(expected: string, found: string, { ids }: Names): string | undefined {
  const name = [...ids].find(([, id]) => id === found)?.[0]
  if (ids.get(expected) === found) return undefined
  if (!name && !ids.has(expected) && uuidForm.test(found)) {
    ids.set(expected, found)
    return undefined
  }
  // Both names stand for it from now on: a thing that was written anew there was changed here.
  if (name && !ids.has(expected)) ids.set(expected, found)
  return `expected ${expected}, found ${name ?? "another id"}`
}

function compareText(expected: string, found: Json | undefined, { names }: Comparison): string | undefined {
  if (isScore(expected))
    return typeof found === "number" || /^<float /.test(String(found)) ? undefined : differ("<score>", found)
  if (expected.startsWith("<float ") && typeof found === "number") return "expected a float, found an integer"
  if (typeof found !== "string") return differ(expected, found)
  if (anyText.test(expected)) return undefined
  if (expected.startsWith("<time>"))
    return timeForm.exec(found)?.[1] === expected.slice("<time>".length) ? undefined : "expected a time"
  if (uuidName.test(expected)) return compareIds(expected, found, names)
  const wanted = expander(names, () => undefined).text(expected)
  return wanted === found ? undefined : differ(wanted, found)
}

interface Finding {
  /** `null`: only the place was kept. */
  readonly type: string | null
  readonly loc: readonly (string | number)[]
}

/** Whether a place leads through all parts of another, which leaves the names of variants out. */
function leadsThrough(loc: Finding["loc"], parts: Finding["loc"]): boolean {
  let at = 0
  for (const part of loc) if (part === parts[at]) at += 1
  return at === parts.length
}

/** Findings of a refused request, kind and place of each, on one line. */
function compareFindings(expected: readonly Json[], found: readonly Json[], at: string): string[] {
  // `errors` of a refusal hold findings and nothing else, in the recording as in the contract.
  const [wanted, given] = [expected, found].map((list) => list as unknown as Finding[]) as [
    Finding[],
    Finding[],
  ]
  const placesOnly = wanted.every(({ type }) => type === null)
  if (placesOnly) {
    const same = (one: Finding) => wanted.some(({ loc }) => leadsThrough(one.loc, loc))
    if (given.every(same) && wanted.every(({ loc }) => given.some((one) => leadsThrough(one.loc, loc))))
      return []
  }
  const line = (findings: readonly Finding[]) =>
    findings.map(({ type, loc }) => `${placesOnly ? "" : `${type} `}${loc?.join(".")}`).join(", ")
  return line(wanted) === line(given) ? [] : [`${at}: expected ${line(wanted)}; found ${line(given)}`]
}

function compareLists(
  expected: readonly Json[],
  found: readonly Json[],
  at: string,
  comparison: Comparison,
): string[] {
  if (at.endsWith(".params.errors")) return compareFindings(expected, found, at)
  const cut = cutOff(expected)
  const shown = cut === 0 ? expected : expected.slice(0, -1)
  const length = shown.length + cut
  const differences =
    found.length === length ? [] : [`${at}: expected ${length} items, found ${found.length}`]
  const { ids } = comparison.names
  const ordered = inOrderOf(shown, found, ids)
  for (const [index, item] of shown.entries()) {
    const other = ordered[index]
    if (other === undefined) continue
    const [wanted, given] = placesOf(item, other, ids)
    // Another element altogether: how it differs says nothing.
    if (wanted !== given) differences.push(`${at}.${index}: expected ${wanted}, found ${given}`)
    else differences.push(...compare(item, other, `${at}.${index}`, comparison))
  }
  return differences
}

function compareObjects(
  expected: { [key: string]: Json },
  found: { [key: string]: Json },
  at: string,
  comparison: Comparison,
): string[] {
  const differences: string[] = []
  for (const [key, member] of Object.entries(expected)) {
    if (!(key in found)) differences.push(`${at}.${key}: expected ${kind(member)}, found absent`)
    else differences.push(...compare(member, found[key], `${at}.${key}`, comparison))
  }
  if (comparison.partial) return differences
  for (const key of Object.keys(found)) {
    if (key in expected) continue
    if (!comparison.isAddition(key)) differences.push(`${at}.${key}: added`)
  }
  return differences
}

export function compare(
  expected: Json,
  found: Json | undefined,
  at: string,
  comparison: Comparison,
): string[] {
  if (typeof expected === "string") {
    const difference = compareText(expected, found, comparison)
    return difference ? [`${at}: ${difference}`] : []
  }
  if (Array.isArray(expected) && Array.isArray(found)) return compareLists(expected, found, at, comparison)
  if (isObject(expected) && isObject(found)) return compareObjects(expected, found, at, comparison)
  return expected === found ? [] : [`${at}: ${differ(expected, found)}`]
}
