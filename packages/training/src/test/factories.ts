/** Datasets and records for tests, in the wire's shapes. */
import type {
  SourceDataset,
  SourceField,
  SourceQuestion,
  SourceRecord,
  SourceResponse,
} from "../source/types.ts"

export const textField = (name: string): SourceField => ({ name, settings: { type: "text" } })
export const chatField = (name: string): SourceField => ({ name, settings: { type: "chat" } })

export function question(
  name: string,
  type: SourceQuestion["settings"]["type"],
  options?: readonly (string | number)[],
): SourceQuestion {
  return {
    id: `q-${name}`,
    name,
    settings: { type, ...(options === undefined ? {} : { options: options.map((value) => ({ value })) }) },
  }
}

export function dataset(
  fields: readonly SourceField[],
  questions: readonly SourceQuestion[],
  more: Partial<SourceDataset> = {},
): SourceDataset {
  return { name: "test", fields, questions, ...more }
}

export function submitted(userId: string, values: Record<string, unknown>): SourceResponse {
  return {
    id: `r-${userId}`,
    user_id: userId,
    status: "submitted",
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
  }
}

export function record(
  id: string,
  fields: Record<string, unknown>,
  responses: readonly SourceResponse[] = [],
  more: Partial<SourceRecord> = {},
): SourceRecord {
  return { id, external_id: `ext-${id}`, fields, metadata: {}, responses, suggestions: [], ...more }
}
