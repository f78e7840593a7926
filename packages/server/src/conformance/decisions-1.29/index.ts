/** What was decided about each difference from 1.29; see differences.ts for the words. */
import type { Decision } from "../differences.ts"
import { records } from "./records.ts"
import { search } from "./search.ts"
import { server } from "./server.ts"
import { settings } from "./settings.ts"

export const decisions129: readonly Decision[] = [...server, ...settings, ...records, ...search]
