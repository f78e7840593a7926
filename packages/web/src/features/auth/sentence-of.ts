/** Why something was refused, as a sentence that may stand after another one. */
import { reasonOf } from "../../api.ts"

export const sentenceOf = (error: Error): string => reasonOf(error).replace(/\.?$/, ".")
