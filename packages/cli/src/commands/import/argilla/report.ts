/** What an import tells at its end: what both sides hold, and where they differ. */
import { exitCodes } from "../../../exit-codes.ts"
import { note, print, printJson, table } from "../../../output.ts"
import type { Brought } from "./bring.ts"
import type { Counts } from "./parity.ts"
import { type Plan, unnamed } from "./plan.ts"
import type { Source } from "./source.ts"

export interface Report {
  readonly source: string
  readonly target: string
  readonly users: number
  readonly workspaces: number
  readonly datasets: readonly Brought[]
  readonly skipped: readonly string[]
  readonly notes: readonly string[]
  /** Users whose role or memberships are not those of the source. */
  readonly people: readonly string[]
  readonly links: { readonly count: number; readonly file: string } | null
  readonly equal: boolean
}

const answers = ({ responses }: Counts) =>
  Object.values(responses).reduce(
    (sum, person) => sum + Object.values(person).reduce((total, count) => total + count, 0),
    0,
  )

const both = (of: (counts: Counts) => number) => (each: Brought) => {
  const [there, here] = [of(each.source), of(each.target)]
  return there === here ? String(here) : `${here} of ${there}`
}

export function printReport(report: Report, json: boolean): void {
  if (!report.equal) process.exitCode = exitCodes.failed
  if (json) {
    printJson(report)
    return
  }
  print(`${report.users} users, ${report.workspaces} workspaces, ${report.datasets.length} datasets`)
  if (report.datasets.length > 0)
    print(
      table(report.datasets, [
        { title: "workspace", value: (each) => each.workspace },
        { title: "dataset", value: (each) => each.target_name },
        { title: "records", value: both((counts) => counts.records) },
        { title: "answers", value: both(answers) },
        { title: "suggestions", value: both((counts) => counts.suggestions) },
        { title: "vectors", value: both((counts) => counts.vectors) },
        { title: "same", value: (each) => (each.differences.length === 0 ? "yes" : "NO") },
      ]),
    )
  for (const { target_name, refused, differences, different, missing } of report.datasets) {
    for (const reason of refused.reasons) note(`  ${target_name}: refused ${reason}`)
    if (refused.count > refused.reasons.length)
      note(`  ${target_name}: ${refused.count - refused.reasons.length} more were refused`)
    for (const difference of differences) note(`  ${target_name}: ${difference}`)
    for (const id of [...missing, ...different].slice(0, 5)) note(`    record ${id}`)
  }
  for (const sentence of [...report.people, ...report.skipped, ...report.notes]) note(`  ${sentence}`)
  if (report.links)
    note(
      `${report.links.count} people have no password yet: ${report.links.file} has a link for each, for a week. Give each to its person alone.`,
    )
  print(report.equal ? "Both sides hold the same." : "The two sides DIFFER, see above.")
}

const hereAs = (known: boolean, merged: boolean) => {
  if (merged) return "same name"
  return known ? "brought before" : "new"
}

/** What would be done, for `--dry-run`. */
export function printPlan(plan: Plan, { title, notes = [] }: Source, json: boolean): void {
  const users = plan.users.map(({ username, source: { id, role }, target, merged }) => ({
    id,
    username,
    role,
    here: hereAs(target !== undefined, merged),
  }))
  const datasets = plan.datasets.map(({ workspace, name, targetId, count }) => ({
    workspace: workspace.source.name,
    name,
    records: count,
    here: targetId ? "begun before" : "new",
  }))
  if (json) {
    printJson({
      dry_run: true,
      source: title,
      users,
      datasets,
      skipped: plan.skipped,
      notes: [...unnamed(plan), ...notes],
    })
    return
  }
  const here = { title: "here", value: (each: { here: string }) => each.here }
  print(
    table(users, [
      { title: "user", value: (each) => each.username },
      { title: "id there", value: (each) => each.id },
      { title: "role", value: (each) => each.role },
      here,
    ]),
  )
  print(
    table(datasets, [
      { title: "workspace", value: (each) => each.workspace },
      { title: "dataset", value: (each) => each.name },
      { title: "records", value: (each) => each.records },
      here,
    ]),
  )
  for (const sentence of [...plan.skipped, ...unnamed(plan), ...notes]) note(`  ${sentence}`)
  print("Nothing was changed.")
}
