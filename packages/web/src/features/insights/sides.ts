/** Which option of a comparison stands for which model, as the address has it: `left~model_left,right~model_right,tie~`. */

export interface Side {
  readonly option: string
  /** Key of the metadata with the model's name; empty: all are equally good. */
  readonly key: string
}

export function parseSides(text: string | undefined): Side[] {
  return (text ?? "")
    .split(",")
    .filter((each) => each.includes("~"))
    .map((each) => {
      const [option = "", key = ""] = each.split("~").map((part) => decodeURIComponent(part))
      return { option, key }
    })
}

export const formatSides = (sides: readonly Side[]) =>
  sides
    .map(
      ({ option, key }) =>
        `${encodeURIComponent(option).replaceAll("~", "%7E")}~${encodeURIComponent(key).replaceAll("~", "%7E")}`,
    )
    .join(",")

const isTie = (option: string) => /\b(tie|same|equal|both|draw|neither)\b/i.test(option)

/** A first guess: keys with the option's name in them, else those that speak of models, in their order. */
export function guessSides(options: readonly string[], keys: readonly string[]): Side[] {
  const models = keys.filter((key) => /model|system|candidate/i.test(key))
  const contestants = options.filter((option) => !isTie(option))
  const sides = contestants.flatMap((option, at) => {
    const named = models.find((key) =>
      key
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .includes(option.toLowerCase()),
    )
    const key = named ?? (models.length === contestants.length ? models[at] : undefined)
    return key ? [{ option, key }] : []
  })
  if (sides.length < 2) return []
  return [...sides, ...options.filter(isTie).map((option) => ({ option, key: "" }))]
}
