/** How much two texts share: GLEU, BLEU, ROUGE over words, chrF over characters. All 0 to 1. */
import { commonCount, countOf, ngrams, words } from "./tokens.ts"

const ORDERS = [1, 2, 3, 4]

function gramOverlap(hypothesis: readonly string[], reference: readonly string[], n: number) {
  const [own, wanted] = [ngrams(hypothesis, n), ngrams(reference, n)]
  return { common: commonCount(own, wanted), own: countOf(own), wanted: countOf(wanted) }
}

/** Sentence GLEU (Wu et al. 2016): matching 1–4-grams over the larger of both counts. Symmetric; 1 for two empty texts. */
export function gleu(hypothesis: string, reference: string): number {
  const [h, r] = [words(hypothesis), words(reference)]
  const overlaps = ORDERS.map((n) => gramOverlap(h, r, n))
  const total = (pick: "common" | "own" | "wanted") => overlaps.reduce((sum, each) => sum + each[pick], 0)
  const most = Math.max(total("own"), total("wanted"))
  return most === 0 ? 1 : total("common") / most
}

/** Sentence BLEU-4 (Papineni et al. 2002) without smoothing: 0 as soon as no 4-gram matches; misleading on short texts. */
export function bleu(hypothesis: string, reference: string): number {
  const [h, r] = [words(hypothesis), words(reference)]
  let log = 0
  for (const n of ORDERS) {
    const { common, own } = gramOverlap(h, r, n)
    if (common === 0) return 0
    log += Math.log(common / own) / ORDERS.length
  }
  const brevity = h.length > r.length ? 1 : Math.exp(1 - r.length / h.length)
  return Math.exp(log) * brevity
}

const f1 = (common: number, own: number, wanted: number): number => {
  if (own + wanted === 0) return 1
  return (2 * common) / (own + wanted)
}

/** ROUGE-N as F1 (Lin 2004). Two texts without an n-gram agree. */
export function rougeN(hypothesis: string, reference: string, n: number): number {
  const { common, own, wanted } = gramOverlap(words(hypothesis), words(reference), n)
  return f1(common, own, wanted)
}

/** ROUGE-L as F1: the longest common subsequence of words. */
export function rougeL(hypothesis: string, reference: string): number {
  const [h, r] = [words(hypothesis), words(reference)]
  return f1(commonSubsequence(h, r), h.length, r.length)
}

function commonSubsequence(a: readonly string[], b: readonly string[]): number {
  let row = new Int32Array(b.length + 1)
  for (const word of a) {
    const next = new Int32Array(b.length + 1)
    b.forEach((other, at) => {
      next[at + 1] = word === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0)
    })
    row = next
  }
  return row[b.length] ?? 0
}

/** chrF (Popović 2015): mean F-score (recall counts β² = 4 times) of character 1–6-grams, white space left out. */
export function chrF(hypothesis: string, reference: string): number {
  const [h, r] = [hypothesis, reference].map((text) => [...text.replace(/\s+/gu, "")])
  let total = 0
  let orders = 0
  for (let n = 1; n <= 6; n++) {
    const { common, own, wanted } = gramOverlap(h ?? [], r ?? [], n)
    if (own + wanted === 0) continue
    orders++
    const [precision, recall] = [own === 0 ? 0 : common / own, wanted === 0 ? 0 : common / wanted]
    if (common > 0) total += (5 * precision * recall) / (4 * precision + recall)
  }
  return orders === 0 ? 1 : total / orders
}
