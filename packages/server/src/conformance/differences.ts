/** Where Loam differs from the recorded answers as a whole; decisions/ lists it exchange by exchange. */

/** Exchanges that are not sent, with the reason: they would change what later ones meet. */
export const leftOut: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["024", "025", "028", "030"].map((number) => [
      `webhooks-${number}`,
      "the receiver of this ping exists nowhere; the tests of webhooks ping one that does",
    ]),
  ),
  "records-036": "the original fails to write a chat field; written, it would differ in all that follows",
  "records-delete-005": "spaces around ids are taken; the records would be missed later",
  "responses-047":
    "a ranking without ranks is taken as ranked in its order; it would answer the record for good",
}

/** Differences that many exchanges share: their lines are taken out before the rest is compared. */
export interface Rule {
  readonly reason: string
  readonly line: RegExp
}

export const rules: readonly Rule[] = [
  {
    reason: "answers show fields as they are stored; the original's bulk answers add nulls for absent ones",
    line: /\.fields\.\w+: expected null, found absent$/,
  },
  {
    reason: "answers show fields as they are stored; the original turns objects into Python's text for them",
    line: /\.fields\.custom: expected string, found object$/,
  },
]

/** One decision, and the exchanges it shows in, with their differences as the comparison words them. */
export interface Decision {
  readonly reason: string
  readonly exchanges: Readonly<Record<string, readonly string[]>>
}
