/** How search parameters are read and written: plain `key=value`, nothing encoded as JSON, unknown values dropped. */

export type RawSearch = Record<string, unknown>

/** `?a=1&b=x` as strings. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

/** Leaves out what is undefined or empty. */
export function stringifySearch(search: RawSearch): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== "") params.set(key, String(value))
  }
  // Commas separate the items of a list; encoded they would make the address unreadable.
  const text = params.toString().replaceAll("%2C", ",")
  return text ? `?${text}` : ""
}

export function textParam(raw: RawSearch, key: string): string | undefined {
  const value = raw[key]
  return typeof value === "string" && value !== "" ? value : undefined
}

export function oneOf<const T extends string>(
  raw: RawSearch,
  key: string,
  values: readonly T[],
): T | undefined {
  return values.find((value) => value === raw[key])
}

/** The members of `object` that are defined, so that absent parameters stay absent. */
export function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
