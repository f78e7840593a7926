/** How alike the answers to one record are: the mean similarity of its pairs of answers. */
import type { QuestionTypeName, SettingsOf } from "@loam/schema"
import { KINDS, type ValueOf } from "./values.ts"

/** 0 to 1: for labels the share of equal pairs; null with fewer than two answers. */
export function recordAgreement<T extends QuestionTypeName>(
  settings: SettingsOf<T> & { readonly type: T },
  values: readonly ValueOf[T][],
): number | null {
  const { similarity } = KINDS[settings.type as T](settings)
  let like = 0
  let pairs = 0
  for (const [at, one] of values.entries()) {
    for (const other of values.slice(at + 1)) {
      like += similarity(one, other)
      pairs += 1
    }
  }
  return pairs === 0 ? null : like / pairs
}
