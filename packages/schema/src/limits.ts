/** Every numeric limit of the contract, used by validation, forms and documentation alike. */
export const limits = {
  datasetName: 200,
  guidelines: 10_000,
  name: 200,
  title: 500,
  description: 1_000,
  optionValue: 200,
  optionText: 500,
  labelOptions: { min: 2, max: 500 },
  spanOptions: { min: 1, max: 500 },
  rankingOptions: { min: 2, max: 50 },
  ratingOptions: { min: 2, max: 11 },
  ratingValue: { min: 0, max: 10 },
  visibleOptionsMin: 3,
  spansPerValue: 10_000,
  agent: 200,
  metadataTerms: 250,
  vectorsPerDataset: 5,
  vectorDimensions: 16_000,
  /** The largest number of a vector: that of 32 bits, so that no sum of squares overflows. */
  vectorNumber: 3.4e38,
  password: { min: 8, max: 100 },
  webhooks: 10,
  hubName: 500,
  hubRows: 10_000,
  webhookUrl: 2_048,
  recordsPerBulk: 500,
  recordsPerLegacyBulk: 1_000,
  /** The record stream: bytes of one line, and what is saved together. */
  stream: { lineBytes: 16 * 1024 * 1024, batchLines: 500, batchBytes: 4 * 1024 * 1024 },
  responsesPerBulk: 100,
  idsPerDelete: 100,
  /** Characters; an index entry of PostgreSQL holds 2,700 bytes. */
  externalId: 600,
  pageSize: { default: 50, max: 1_000 },
  searchWindow: 500_000,
  /** Refused rows that an export check tells one by one; all are counted. */
  refusedRows: 1_000,
  /** Tokenizers and benchmark lists: how many a workspace keeps, and how large one is; a body's limit holds too. */
  exportAids: { perWorkspace: 50, name: 100, template: 200_000, items: 1_000_000, itemText: 100_000 },
  /** Prompts of an export whose splits are stratified: the plan holds an entry for each. */
  stratified: 1_000_000,
  /** A preview: its rows, the records it reads to find them, and those a selection reads. */
  preview: { rows: 10, records: 2_000, selected: 100_000, values: 20 },
  insights: {
    draws: 10_000,
    /** Answers that figures which need them all at once will take: three columns of a million are 30 MB. */
    answers: 1_000_000,
    /** The same for policies that learn from all answers: 60 bytes of an answer in a thread of their own. */
    fitted: 5_000_000,
    /** Right answers in one request. */
    gold: 100_000,
    /** Slices, and pairs of people, that are told one by one; and their resamples, as there are many of them. */
    slices: 200,
    pairs: 1_000,
    partDraws: 200,
  },
  consensus: {
    /** Records that a consensus is stored for at once; of more, by a job. */
    atOnce: 2_000,
    /** Records with different answers that a comparison tells one by one. */
    changes: 1_000,
  },
  leasesPerRequest: 100,
  holder: 100,
  /** Bytes of one request body; a record of 5 MB text still fits. */
  bodyBytes: 32 * 1024 * 1024,
  /** Levels of arrays and objects inside each other; deeper JSON exhausts stacks, not annotators. */
  jsonDepth: 64,
  chat: { messages: 500, role: 20, content: 20_000 },
  imageUrl: 2_038,
  imageDataUrl: 5_000_000,
} as const
