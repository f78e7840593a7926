/** What the peers were measured at, on 2 cores at 10,000 records of 100 words: the yardstick of the ratios. */
export const peers = {
  argilla: { ingest: 202, next: 15, submit: 61, draft: 42, list_first: 26, list_deep: 32, progress: 17 },
  label_studio: { ingest: 3_400, next: 55, submit: 61, list_first: 115 },
} as const
