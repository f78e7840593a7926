/** How long people attend to a record, and what becomes of suggestions. */
import type { Annotators } from "@loam/schema"
import { counted } from "../../ui/numbers.ts"
import { Ranges } from "./charts/Ranges.tsx"
import { Figure } from "./Figure.tsx"
import { decimal } from "./words.ts"

const seconds = (value: number) => (value >= 90 ? `${decimal(value / 60, 1)} min` : `${decimal(value, 1)} s`)

export function PeoplePace({ data }: { data: Annotators }) {
  const timed = data.items
    .filter(({ speed }) => speed.median !== null)
    .sort((a, b) => (a.speed.median ?? 0) - (b.speed.median ?? 0))
  if (timed.length === 0) return null
  const slowest = Math.max(...timed.map(({ speed }) => speed.median ?? 0))
  const step = 10 ** Math.floor(Math.log10(Math.max(slowest, 0.1)))
  const max = Math.ceil(slowest / step) * step
  return (
    <Figure
      title="Pace"
      lead="Seconds of attention a record, pauses left out: the dot is the median, the stretch reaches down to the fastest tenth. Fast is not careless: compare with how people agree."
      columns={[
        "Person",
        { name: "Median seconds", as: "seconds" },
        { name: "Fastest tenth", as: "seconds" },
        "Times the team’s",
        { name: "Very fast answers", as: "share" },
        "Timed answers",
        { name: "Seconds, suggestion taken", as: "seconds" },
        { name: "Seconds, suggestion changed", as: "seconds" },
      ]}
      rows={timed.map(({ user, speed, suggestions }) => [
        user.username,
        speed.median,
        speed.fastest_tenth,
        speed.relative,
        speed.fast_share,
        speed.answers,
        suggestions.seconds_accepted,
        suggestions.seconds_changed,
      ])}
    >
      <Ranges
        min={0}
        max={max}
        marks={[0, max / 2, max].map((at) => ({ at, label: seconds(at) }))}
        what="people"
        rows={timed.map(({ user, speed }) => ({
          key: user.id,
          label: user.username,
          note: counted(speed.answers, "timed answer"),
          value: speed.median,
          low: speed.fastest_tenth,
          high: speed.median,
          text: `${seconds(speed.median ?? 0)}${speed.relative === null ? "" : ` · ${decimal(speed.relative, 1)} ×`}`,
        }))}
      />
    </Figure>
  )
}
