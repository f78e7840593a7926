/** What other nouns may use of webhooks. */
export {
  announceAnswers,
  announceDataset,
  announceDeletedAnswer,
  announceRecomputed,
  announceRecords,
} from "./announce.ts"
export { startDeliveries } from "./deliver.ts"
