/** Where Loam differs from the recorded answers of Argilla 1.29 as a whole, and the order in which they came to be. */
import { additions129 } from "./additions-1.29.ts"
import { decisions129 } from "./decisions-1.29/index.ts"
import type { Recording, Rule } from "./differences.ts"
import type { Exchange } from "./exchange.ts"
import { supplied129 } from "./supplied-1.29.ts"

/** The recording is sorted by topic. It came to be in this order, as its names for ids and its lists tell. */
const order = [
  ...[
    "init -4",
    "workspaces -7",
    "users -9",
    "init -12",
    "users -99",
    "workspaces -99",
    "v0 -999",
    "v1-info -99",
  ],
  ...[
    "push -94",
    "from_argilla -9",
    "read -10",
    "filter -99",
    "sort -6",
    "sort-python-3.11 -99",
    "similar -99",
  ],
  ...["add_records -99", "update_records -99", "delete_records -2", "record -11", "read -9999"],
  ...["delete_records -99", "dataset -99", "metadata -99", "vectors -99", "metrics -3", "templates -99"],
  ...["roles -99", "v1-datasets -999", "v1-settings -99", "v1-records -999", "v1-order -99", "v1-update -99"],
  ...["v1-suggestions -99", "v1-responses -99", "v1-search -99", "v1-accounts -99", "v1-delete -99"],
  ...["push -999", "from_argilla -99", "record -99", "sort -99", "metrics -99", "legacy -99"],
].map((range) => {
  const [topic = "", last = ""] = range.split(" -")
  return { topic, last: Number(last) }
})

function place({ id, topic }: Pick<Exchange, "id" | "topic">): number {
  const number = Number(id.slice(topic.length + 1))
  const range = order.findIndex((each) => each.topic === topic && number <= each.last)
  return range * 100_000 + number
}

const rules: readonly Rule[] = [
  {
    reason: "there is no second store: the members of its version stand for the database",
    line: /\.elasticsearch\.version\.\w+: expected/,
  },
  {
    reason: "answers show fields as they are stored: null is an absent one",
    line: /\.fields\.\w+: expected null, found absent$/,
  },
  {
    reason: "a replaced suggestion keeps its id",
    line: /(suggestions\.\d+(\.id)?|items\.\d+\.id|body\.id): expected <uuid:suggestion-\d+>, found <uuid:suggestion-\d+>$/,
  },
  {
    reason:
      "vectors, scores and bounds are written without a fraction of zero: the package takes them for floats",
    line: /(vectors\.\w+\.\d+|score\.\d+|settings\.(min|max)): expected a float, found an integer$/,
  },
  {
    reason: "an answer without values has none: an empty object, which the package reads as well",
    line: /\.values: expected null, found object$/,
  },
]
const upsert =
  "an upsert means what it means in 2.x (it replaces fields, and finds by id first); the package sends none"

const leftOut: Recording["leftOut"] = {
  "v1-datasets-042": "there are image fields here; written, the dataset would differ in all that follows",
  "v1-datasets-083":
    "names may have capitals and spaces; written, the dataset would differ in all that follows",
  "v1-records-039": upsert,
  "v1-records-040": upsert,
  "v1-update-019": "fields of a record can be changed; written, the record would differ in all that follows",
  "v1-accounts-058": "users can be changed; written, the user would differ in what follows",
}

export const argilla129: Recording = {
  name: "argilla-1.29",
  place,
  // As the package's HTTP library names itself.
  userAgent: "python-httpx/0.26.0",
  floats: true,
  leftOut,
  supplied: supplied129,
  rules,
  additions: additions129,
  decisions: decisions129,
}
