/** `loam annotators` and `loam leaderboard` */
import type { Annotator, LeaderboardPage } from "@loam/schema"
import type { Command } from "commander"
import { openDataset } from "../../open-dataset.ts"
import { globals, note, print, printJson, table } from "../../output.ts"
import { type AboutOptions, aboutQuestion, collect, columnOf, figure } from "./options.ts"

export function addAnnotators(program: Command): void {
  aboutQuestion(
    program.command("annotators").description("people: how reliable, how fast, with which habits"),
  )
    .option("--policy <policy>", "the consensus that people are compared with (default: majority)")
    .option("--gold <metadata.key>", "where right answers stand")
    .action(async (options: AboutOptions & { policy?: string; gold?: string }, command: Command) => {
      const { dataset, question, policy, gold, ...place } = options
      const remote = await openDataset(command, dataset, place)
      const found = await remote.annotators({ question, policy, gold })
      if (globals(command).json) return printJson(found)
      print(table(found.items, people))
    })
}

const people = [
  columnOf<Annotator>("person", ({ user }) => user.username),
  columnOf<Annotator>("answers", ({ answers }) => answers),
  columnOf<Annotator>("with others", (each) => figure(each.with_others?.value)),
  columnOf<Annotator>("consensus", (each) => figure(each.with_consensus.value)),
  columnOf<Annotator>("gold", (each) => figure(each.gold?.value)),
  columnOf<Annotator>("accuracy", (each) => figure(each.expected_accuracy?.value)),
  columnOf<Annotator>("seconds", ({ speed }) => figure(speed.median)),
  columnOf<Annotator>("remark", ({ few_answers }) => (few_answers ? "few answers" : "")),
]

interface LeaderboardOptions extends AboutOptions {
  readonly model: readonly string[]
  readonly tie: readonly string[]
}

export function addLeaderboard(program: Command): void {
  aboutQuestion(
    program.command("leaderboard").description("models from side-by-side answers, with intervals"),
  )
    .option("--model <option=metadata.key>", "where the model behind an option stands", collect, [])
    .option("--tie <option>", "an option that says that all are equally good", collect, [])
    .action(async (options: LeaderboardOptions, command: Command) => {
      const { dataset, question, model, tie, ...place } = options
      const remote = await openDataset(command, dataset, place)
      const found = await remote.leaderboard({
        question,
        ...(model.length === 0 ? {} : { model: [...model] }),
        ...(tie.length === 0 ? {} : { tie: [...tie] }),
      })
      if (globals(command).json) return printJson(found)
      if (found.reason !== null) note(`There is no order: ${found.reason}.`)
      note(`${found.comparisons} comparisons of ${found.voters} people, ${found.left_out} answers left out.`)
      print(table(found.rows, models))
    })
}

type Model = LeaderboardPage["rows"][number]

const models = [
  columnOf<Model>("rank", ({ rank }) => rank),
  columnOf<Model>("model", ({ contestant }) => contestant),
  columnOf<Model>("elo", ({ elo }) => Math.round(elo)),
  columnOf<Model>("95 %", ({ elo_interval }) =>
    elo_interval ? `${Math.round(elo_interval.low)} to ${Math.round(elo_interval.high)}` : "",
  ),
  columnOf<Model>("wins", ({ wins }) => wins),
  columnOf<Model>("losses", ({ losses }) => losses),
  columnOf<Model>("ties", ({ ties }) => ties),
]
