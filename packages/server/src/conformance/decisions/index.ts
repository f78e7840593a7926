/** What was decided about each difference; see differences.ts for the words. */
import type { Decision } from "../differences.ts"
import { accounts } from "./accounts.ts"
import { metadataAndVectors } from "./metadata-and-vectors.ts"
import { records } from "./records.ts"
import { responses } from "./responses.ts"
import { search } from "./search.ts"
import { settings } from "./settings.ts"

export const decisions: readonly Decision[] = [
  ...accounts,
  ...settings,
  ...metadataAndVectors,
  ...records,
  ...responses,
  ...search,
]
