/** Counts by day as bars, with a line of the sum so far. Arrow keys and the pointer read single days. */
import { useElementSize } from "@mantine/hooks"
import { scaleBand, scaleLinear } from "d3-scale"
import { line } from "d3-shape"
import { useState } from "react"
import { count } from "../../../ui/numbers.ts"
import { dayName } from "../days.ts"
import charts from "./charts.module.css"
import { DaySlider } from "./DaySlider.tsx"
import styles from "./time.module.css"

export interface DayBar {
  readonly day: string
  readonly value: number
}

interface DayChartProps {
  bars: readonly DayBar[]
  unit: "day" | "week"
  /** What is counted: "answers". */
  what: string
  label: string
  /** How many are wanted in all. */
  wanted: number
}

const height = 220
const edge = { top: 12, right: 44, bottom: 26, left: 44 }

export function DayChart({ bars, unit, what, label, wanted }: DayChartProps) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  const [at, setAt] = useState(bars.length - 1)
  const inner = Math.max(60, width - edge.left - edge.right)
  const x = scaleBand<string>()
    .domain(bars.map(({ day }) => day))
    .range([0, inner])
    .padding(bars.length > 40 ? 0.15 : 0.3)
  const y = scaleLinear()
    .domain([0, Math.max(1, ...bars.map(({ value }) => value))])
    .nice(4)
    .range([height - edge.top - edge.bottom, 0])
  let soFar = 0
  const sums = bars.map(({ value }) => {
    soFar += value
    return soFar
  })
  const total = scaleLinear()
    .domain([0, Math.max(1, wanted, sums.at(-1) ?? 1)])
    .nice(4)
    .range(y.range())
  const path = line<number>()
    .x((_, index) => (x(bars[index]?.day ?? "") ?? 0) + x.bandwidth() / 2)
    .y((sum) => total(sum))(sums)
  const bottom = y(0)
  const every = Math.ceil(bars.length / Math.max(1, Math.floor(inner / 64)))
  const chosen = bars[at]
  const read = chosen
    ? `${unit === "week" ? "Week of " : ""}${dayName(chosen.day, true)}: ${count(chosen.value)} ${what}, ${count(sums[at] ?? 0)} so far`
    : ""
  return (
    <div ref={ref} className={styles.days}>
      {bars.length > 1 ? (
        <ul className={charts.legend}>
          <li>
            <i className={styles.daySwatch} aria-hidden />
            {what} a {unit}, left scale
          </li>
          <li>
            <i className={styles.lineSwatch} aria-hidden />
            so far, right scale
          </li>
          {wanted > 0 ? (
            <li>
              <i className={styles.lineSwatch} data-dashed aria-hidden />
              {count(wanted)} wanted
            </li>
          ) : null}
        </ul>
      ) : null}
      <DaySlider label={label} at={at} length={bars.length} read={read} onMove={setAt}>
        <svg width={inner + edge.left + edge.right} height={height} aria-hidden="true" className={styles.svg}>
          <g transform={`translate(${edge.left},${edge.top})`}>
            {y
              .ticks(4)
              .filter(Number.isInteger)
              .map((tick) => (
                <g key={tick} transform={`translate(0,${y(tick)})`}>
                  <line x2={inner} className={styles.grid} />
                  <text x={-8} dy="0.32em" textAnchor="end" className={styles.axis}>
                    {count(tick)}
                  </text>
                </g>
              ))}
            {bars.map((bar, index) => (
              <g key={bar.day} transform={`translate(${x(bar.day) ?? 0},0)`}>
                <rect
                  y={y(bar.value)}
                  width={Math.min(x.bandwidth(), 48)}
                  x={Math.max(0, (x.bandwidth() - 48) / 2)}
                  height={bottom - y(bar.value)}
                  rx={Math.min(3, x.bandwidth() / 4)}
                  className={styles.dayBar}
                  data-chosen={index === at || undefined}
                />
                <rect
                  width={x.bandwidth()}
                  height={bottom}
                  fill="transparent"
                  onPointerEnter={() => setAt(index)}
                />
                {index % every === 0 ? (
                  <text x={x.bandwidth() / 2} y={bottom + 18} textAnchor="middle" className={styles.axis}>
                    {dayName(bar.day)}
                  </text>
                ) : null}
              </g>
            ))}
            {bars.length > 1 ? <path d={path ?? ""} className={styles.sum} /> : null}
            {bars.length > 1 && wanted > 0 ? (
              <line x2={inner} y1={total(wanted)} y2={total(wanted)} className={styles.wanted} />
            ) : null}
            {bars.length > 1
              ? total
                  .ticks(4)
                  .filter(Number.isInteger)
                  .map((tick) => (
                    <text key={tick} x={inner + 8} y={total(tick)} dy="0.32em" className={styles.axis}>
                      {count(tick)}
                    </text>
                  ))
              : null}
          </g>
        </svg>
      </DaySlider>
      <p className={styles.read}>{read}</p>
    </div>
  )
}
