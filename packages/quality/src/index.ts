/**
 * The public names of the quality package: agreement, consensus, preference models, people, and unify. Pure functions
 * over plain arrays, no I/O; all randomness is a seeded generator that the caller passes in. Statistics answer with a
 * `Measure`: a number, or null and the reason, never NaN. See docs/quality.md for when to use which.
 */

export type { CategoryWeights } from "./agreement/category-weights.ts"
export {
  type Classification,
  type ClassScores,
  classification,
  type MultiLabelScores,
  multiLabelScores,
} from "./agreement/classification.ts"
export { type CohenOptions, cohenKappa, type PairTable, pairTable } from "./agreement/cohen.ts"
export type { AlphaDistance } from "./agreement/disagreement.ts"
export { type DistanceFunction, jaccard, masi } from "./agreement/distances.ts"
export { brennanPrediger, fleissKappa, type KappaOptions } from "./agreement/fleiss.ts"
export { gwetAC } from "./agreement/gwet.ts"
export { type Concordance, kendallW } from "./agreement/kendall-w.ts"
export { type AlphaEstimate, type AlphaOptions, krippendorffAlpha } from "./agreement/krippendorff.ts"
export { ndcg, ndcgOfRanks } from "./agreement/ndcg.ts"
export {
  meanPairKappa,
  type PairAgreement,
  type PairsOptions,
  pairsOfPeople,
} from "./agreement/pairs-of-people.ts"
// Agreement. Patterns in, an `Estimate` out; `options.bootstrap` adds the interval.
export { type PercentAgreementOptions, percentAgreement } from "./agreement/percent-agreement.ts"
export { type CorrelationOptions, kendallTauB, pearson, spearman } from "./agreement/rank-correlation.ts"
export { type RankingAgreement, rankingAgreement, rankingDistance } from "./agreement/ranking-agreement.ts"
export { type BootstrapOptions, bootstrap, type Statistic } from "./bootstrap.ts"
export {
  consistency,
  meanKnown,
  type UncertaintyOptions,
  uncertainty,
} from "./consensus/answer-uncertainty.ts"
export {
  type DawidSkene,
  type DawidSkeneOptions,
  dawidSkene,
  dawidSkenePosterior,
} from "./consensus/dawid-skene.ts"
export { type Glad, type GladOptions, glad } from "./consensus/glad.ts"
export { type Mace, type MaceOptions, mace, macePosterior } from "./consensus/mace.ts"
export { type OneCoin, type OneCoinOptions, oneCoin, oneCoinPosterior } from "./consensus/one-coin.ts"
// Consensus of categories: shares, weights, models of people and truth.
export { decidedEarly, firstLeaders, type ItemShares, leaders, voteShares } from "./consensus/vote-shares.ts"
export {
  type Accuracy,
  accuracyAgainst,
  leaveOneOutAgreement,
  logOddsWeights,
  sharesOf,
  type Wawa,
  wawa,
  zeroBasedSkill,
} from "./consensus/worker-skill.ts"
// Results, intervals and randomness.
export { QualityError, type QualityErrorCode } from "./errors.ts"
export { type BetaPrior, type Share, shrunkShare, wilson } from "./math/intervals.ts"
export { mulberry32, type Random } from "./math/random.ts"
export { type Estimate, type Interval, type Measure, REASONS, type Reason } from "./measure.ts"
export {
  type LengthChoice,
  type LengthPreference,
  lengthPreference,
  type PlacedChoice,
  type PositionPreference,
  positionPreference,
} from "./people/preferences.ts"
// People.
export {
  expectedAccuracy,
  FEW_ANSWERS,
  type PersonReliability,
  type ReliabilityInputs,
  reliability,
} from "./people/reliability.ts"
export { answerSpeed, type PersonSpeed, type SpeedOptions } from "./people/speed.ts"
export { type StraightLining, straightLining } from "./people/straight-lining.ts"
export {
  type SuggestedAnswer,
  type SuggestionAcceptance,
  suggestionAcceptance,
} from "./people/suggestion-acceptance.ts"
export { type Borda, borda } from "./preference/borda.ts"
export {
  type BradleyTerry,
  type BradleyTerryOptions,
  type BradleyTerryResult,
  bradleyTerry,
  eloScale,
  strengthShares,
} from "./preference/bradley-terry.ts"
export {
  type ComparisonRow,
  type Comparisons,
  type PairCounts,
  pairCounts,
  pairCountsFromRanks,
  tabulateComparisons,
} from "./preference/comparisons.ts"
export { type EloOptions, elo, shuffledElo } from "./preference/elo.ts"
export { KEMENY_LIMIT, type Kemeny, type KemenyResult, kemeny } from "./preference/kemeny.ts"
export {
  type Leaderboard,
  type LeaderboardOptions,
  type LeaderboardRow,
  leaderboard,
  type Range,
} from "./preference/leaderboard.ts"
export type { TieModel } from "./preference/pair-models.ts"
export {
  type PlackettLuce,
  type PlackettLuceOptions,
  type PlackettLuceResult,
  plackettLuce,
} from "./preference/plackett-luce.ts"
// Rankings and comparisons: strengths, orders, leaderboards.
export {
  pairsFromRanks,
  preferenceMatrix,
  type RankedPair,
  type RankRow,
  rankRow,
  ranksFromScores,
} from "./preference/rank-rows.ts"
export { rewardLoss } from "./preference/reward-loss.ts"
// Selecting: records that differ, words that tell groups apart, what near-duplicate search finds.
export { facilityLocation, kCentre, type PairFunction, type Picked } from "./selection/diversity.ts"
export { candidateProbability, candidateThreshold } from "./selection/near-duplicates.ts"
export { topicWords } from "./selection/topic-words.ts"
export { type Dissimilarity, markDistance } from "./spans/alignment.ts"
export { disorder, type GammaEstimate, type GammaOptions, gamma } from "./spans/gamma.ts"
export { type SpanAgreementOptions, spanAgreement } from "./spans/span-agreement.ts"
// Spans.
export { type SpanF1, type SpanMatch, spanF1 } from "./spans/span-f1.ts"
export { exactSpanMajority, type SpanMajorityOptions, spanMajority } from "./spans/span-majority.ts"
export { canonicalOrder } from "./table/canonical-order.ts"
export { type CodedRatings, checkCodes, encode, encodeBy } from "./table/coded.ts"
export {
  type AnswerPatterns,
  answerPatterns,
  itemPatterns,
  type PatternRow,
  patternsFromCounts,
} from "./table/patterns.ts"
// Tables: who said what about which item. Every function reads one of these.
export {
  checkRatings,
  type RatingRow,
  type Ratings,
  rowsByItem,
  rowsByRater,
  rowsOf,
  tabulate,
} from "./table/ratings.ts"
export { keepRows, labelPresence, oneVersusRest, type Slice, slices } from "./table/slices.ts"
export { editDistance, textSimilarity } from "./text/edit-distance.ts"
// Texts.
export { bleu, chrF, gleu, rougeL, rougeN } from "./text/text-overlap.ts"
export type { AbstainReason } from "./unify/decision.ts"
export { type Learnt, learntPeople } from "./unify/learnt.ts"
// Unify: one answer from several, for every question type.
export {
  ARGILLA_STRATEGIES,
  type CommonParams,
  type LabelPolicy,
  type ModelPolicy,
  type MultiLabelPolicy,
  needsCorpus,
  POLICIES,
  type PolicyOf,
  type RankingPolicy,
  type RatingPolicy,
  type Rounding,
  type SpanPolicy,
  type TextPolicy,
  type TieRule,
  type Weights,
} from "./unify/policy.ts"
export { recordAgreement } from "./unify/record-agreement.ts"
export { resolvePolicy } from "./unify/resolve-policy.ts"
export type { Answer, RecordAnswers, Unified } from "./unify/unified.ts"
export { createUnifier, type Unifier, unifyAll } from "./unify/unifier.ts"
export type { ValueOf } from "./unify/values.ts"
