/** Follows a finding's path through a schema: the place as the wire writes it, and the schema that stands there. */
import type { z } from "zod"

interface Def {
  type: string
  check?: string
  discriminator?: string
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  valueType?: z.ZodType
  innerType?: z.ZodType
  in?: z.ZodType
  out?: z.ZodType
  options?: z.ZodType[]
}

/** What a schema is made of; zod's own type names only what all kinds have in common. */
const definition = (schema: z.ZodType) => schema._zod.def as unknown as Def

/** Through the wrappers (optional, default, preprocess …) to the schema that has members. */
function unwrap(schema: z.ZodType): z.ZodType {
  const def = definition(schema)
  if (def.innerType) return unwrap(def.innerType)
  if (def.type === "pipe" && def.in && def.out)
    return unwrap(definition(def.in).type === "transform" ? def.out : def.in)
  return schema
}

/** The branch of a discriminated union that the value chose, with its tag; `undefined` for everything else. */
function chosenBranch(def: Def, value: unknown): { tag: string; branch: z.ZodType } | undefined {
  const { discriminator, options } = def
  if (!discriminator || !options || typeof value !== "object" || value === null) return undefined
  const tag = (value as Record<string, unknown>)[discriminator]
  const branch = options.find((each) => each._zod.propValues?.[discriminator]?.has(tag as string))
  return branch && { tag: String(tag), branch: unwrap(branch) }
}

/** The value at a path; `undefined` where it ends early. */
export function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}

export interface Place {
  /** Tags of discriminated unions are part of it: `["settings", "rating", "options", 0, "value"]`. */
  readonly loc: (string | number)[]
  /** What stands there: `int` apart from `number`, else zod's own name; `undefined` where the path leaves the schema. */
  readonly kind: string | undefined
}

export function placeOf(schema: z.ZodType, input: unknown, path: readonly PropertyKey[]): Place {
  const loc: (string | number)[] = []
  let current: z.ZodType | undefined = schema
  let value = input
  const enter = (): Def | undefined => {
    current = current && unwrap(current)
    const branch = current && chosenBranch(definition(current), value)
    if (branch) {
      loc.push(branch.tag)
      current = branch.branch
    }
    return current && definition(current)
  }
  for (const key of path) {
    const def = enter()
    current = def?.shape?.[String(key)] ?? def?.element ?? def?.valueType
    loc.push(typeof key === "number" ? key : String(key))
    value = valueAt(value, [key])
  }
  const def = enter()
  return { loc, kind: def?.check === "number_format" ? "int" : def?.type }
}
