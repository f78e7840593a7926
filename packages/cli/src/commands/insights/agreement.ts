/** `loam agreement` */
import type { Agreement, AgreementFigure, AgreementMeasure, ScaleLevel } from "@loam/schema"
import type { Command } from "commander"
import { openDataset } from "../../open-dataset.ts"
import { globals, note, print, printJson, table } from "../../output.ts"
import { type AboutOptions, aboutQuestion, collect, columnOf, figure, range } from "./options.ts"

interface AgreementOptions extends AboutOptions {
  readonly measure: readonly string[]
  readonly level?: ScaleLevel
  readonly by?: string
  readonly draws?: string
  readonly seed?: string
}

export function addAgreement(program: Command): void {
  aboutQuestion(
    program.command("agreement").description("how far people agree on a question, with intervals"),
  )
    .option(
      "--measure <name>",
      "alpha, percent, fleiss, ac1, …; may be given several times (default: all)",
      collect,
      [],
    )
    .option("--level <level>", "nominal, ordinal, interval or ratio")
    .option("--by <slice>", "day, week, month, or metadata.key: a row a slice")
    .option("--draws <number>", "resamples for the intervals (default: 1000)")
    .option("--seed <number>", "the same seed gives the same intervals (default: 0)")
    .action(async (options: AgreementOptions, command: Command) => {
      const remote = await openDataset(command, options.dataset, options)
      const { question, measure, level, by, draws, seed } = options
      const found = await remote.agreement({
        question,
        level,
        by,
        // The server names the measures there are.
        ...(measure.length === 0 ? {} : { measure: measure as AgreementMeasure[] }),
        ...(draws === undefined ? {} : { draws: Number(draws) }),
        ...(seed === undefined ? {} : { seed: Number(seed) }),
      })
      if (globals(command).json) return printJson(found)
      show(found)
    })
}

type Row = AgreementFigure & { readonly slice?: string }

const columns = [
  columnOf<Row>("measure", ({ measure, variant }) => [measure, variant].filter(Boolean).join(" ")),
  columnOf<Row>("value", ({ value }) => figure(value)),
  columnOf<Row>("95 %", range),
  columnOf<Row>("remark", (row) => ("reason" in row ? row.reason : row.note)),
]

function show({ question, people, compared, answers, measures, slices }: Agreement): void {
  note(`${question.name}: ${answers} answers of ${people} people, ${compared} records with two or more.`)
  print(table<Row>(measures, columns))
  if (!slices) return
  const rows = slices.items.flatMap(({ key, measures: own }) => own.map((each) => ({ ...each, slice: key })))
  print(table<Row>(rows, [columnOf<Row>(slices.by, ({ slice }) => slice), ...columns]))
}
