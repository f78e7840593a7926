/** A figure over time: points with their intervals on a line, bands behind. Arrow keys and the pointer read single points. */
import { useElementSize } from "@mantine/hooks"
import { scaleLinear, scalePoint } from "d3-scale"
import { area, line } from "d3-shape"
import { useState } from "react"
import { dayName } from "../days.ts"
import { DaySlider } from "./DaySlider.tsx"
import { BandLegend } from "./Ranges.tsx"
import type { Band, Scale } from "./scale.ts"
import styles from "./time.module.css"

export interface TrendPoint {
  readonly day: string
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  /** Its value in words. */
  readonly text: string
}

interface TrendProps extends Scale {
  points: readonly TrendPoint[]
  marks: readonly { readonly at: number; readonly label: string }[]
  bands: readonly Band[]
  label: string
}

const height = 220
const edge = { top: 12, right: 16, bottom: 26, left: 44 }

export function Trend({ points, marks, bands, label, min, max }: TrendProps) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  const [at, setAt] = useState(points.length - 1)
  const inner = Math.max(60, width - edge.left - edge.right)
  const x = scalePoint<string>()
    .domain(points.map(({ day }) => day))
    .range([0, inner])
    .padding(0.5)
  const y = scaleLinear()
    .domain([min, max])
    .range([height - edge.top - edge.bottom, 0])
    .clamp(true)
  const xOf = ({ day }: TrendPoint) => x(day) ?? 0
  const spread = area<TrendPoint>()
    .x(xOf)
    .y0(({ low, value }) => y(low ?? value))
    .y1(({ high, value }) => y(high ?? value))([...points])
  const path = line<TrendPoint>()
    .x(xOf)
    .y(({ value }) => y(value))([...points])
  const every = Math.ceil(points.length / Math.max(1, Math.floor(inner / 64)))
  const chosen = points[Math.min(at, points.length - 1)]
  const read = chosen ? `${dayName(chosen.day, true)}: ${chosen.text}` : ""
  return (
    <div ref={ref} className={styles.days}>
      <BandLegend bands={bands} />
      <DaySlider label={label} at={at} length={points.length} read={read} onMove={setAt}>
        <svg width={inner + edge.left + edge.right} height={height} aria-hidden="true" className={styles.svg}>
          <g transform={`translate(${edge.left},${edge.top})`}>
            {bands.map((band) => (
              <rect
                key={band.from}
                y={y(band.to)}
                width={inner}
                height={y(band.from) - y(band.to)}
                className={styles.bandArea}
                data-tone={band.tone}
              />
            ))}
            {marks.map((mark) => (
              <g key={mark.at} transform={`translate(0,${y(mark.at)})`}>
                <line x2={inner} className={styles.grid} />
                <text x={-8} dy="0.32em" textAnchor="end" className={styles.axis}>
                  {mark.label}
                </text>
              </g>
            ))}
            <path d={spread ?? ""} className={styles.spread} />
            <path d={path ?? ""} className={styles.trend} />
            {points.map((point, index) => (
              <g key={point.day} transform={`translate(${xOf(point)},0)`}>
                <circle
                  cy={y(point.value)}
                  r={index === at ? 5 : 3}
                  className={styles.point}
                  data-chosen={index === at || undefined}
                />
                <rect
                  x={-x.step() / 2}
                  width={x.step()}
                  height={y.range()[0]}
                  fill="transparent"
                  onPointerEnter={() => setAt(index)}
                />
                {index % every === 0 ? (
                  <text y={(y.range()[0] ?? 0) + 18} textAnchor="middle" className={styles.axis}>
                    {dayName(point.day)}
                  </text>
                ) : null}
              </g>
            ))}
          </g>
        </svg>
      </DaySlider>
      <p className={styles.read}>{read}</p>
    </div>
  )
}
