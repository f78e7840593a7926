/** Compares an answer with what is expected of it: one line for each difference, empty when clients see none. */
import type { Json } from "@loam/schema"
import { expander, type Names } from "./names.ts"
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
const timeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/

/** Sizes, sentences, keys and the like: any text will do. */
const anyText = /^<(?!uuid:|time>)[\w-]+>$/

const uuidName = /^<uuid:[\w-]+>$/

/** An id stands for its name: the first one met under a free name takes it. */
function compareIds(expected: string, found: string, { ids }: Names): string | undefined {
  const name = [...ids].find(([, id]) => id === found)?.[0]
  if (name === expected) return undefined
  if (!name && !ids.has(expected) && uuidForm.test(found)) {
    ids.set(expected, found)
    return undefined
  }
  return `expected ${expected}, found ${name ?? "another id"}`
}

function compareText(expected: string, found: Json | undefined, { names }: Comparison): string | undefined {
  if (typeof found !== "string") return differ(expected, found)
  if (anyText.test(expected)) return undefined
  if (expected === "<time>") return timeForm.test(found) ? undefined : "expected a time"
  if (uuidName.test(expected)) return compareIds(expected, found, names)
  const wanted = expander(names, () => undefined).text(expected)
  return wanted === found ? undefined : differ(wanted, found)
}

interface Finding {
  readonly type: string
  readonly loc: readonly (string | number)[]
}

/** Findings of a refused request, kind and place of each, on one line. */
function compareFindings(expected: readonly Json[], found: readonly Json[], at: string): string[] {
  const line = (findings: readonly Json[]) =>
    // `errors` of a refusal hold findings and nothing else, in the recording as in the contract.
    findings.map((each) => each as unknown as Finding).map(({ type, loc }) => `${type} ${loc?.join(".")}`)
  const [wanted, given] = [line(expected).join(", "), line(found).join(", ")]
  return wanted === given ? [] : [`${at}: expected ${wanted}; found ${given}`]
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
  for (const [index, item] of shown.entries())
    if (index < found.length) differences.push(...compare(item, found[index], `${at}.${index}`, comparison))
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
