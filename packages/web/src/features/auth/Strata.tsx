/** Layers of soil in section, as a decoration. */

const layers = [
  { color: "#2e2019", d: "M0 70C120 30 210 40 330 72s230 38 390-8 280-18 480 22v514H0z" },
  { color: "#46301f", d: "M0 170c150-46 260-22 380 12s240 30 380-10 270-20 440 18v410H0z" },
  { color: "#6b4128", d: "M0 262c130-30 250-44 400-6s230 44 390 6 250-36 410-4v342H0z" },
  { color: "#99552f", d: "M0 356c170-40 290-18 420 10s250 26 390-6 240-26 390 6v234H0z" },
  { color: "#c37a48", d: "M0 442c160-26 280-30 430-4s260 28 400 2 230-22 370 0v160H0z" },
  { color: "#dfae71", d: "M0 520c180-26 300-12 440 6s250 14 400-6 220-14 360 2v78H0z" },
]

export function Strata({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 1200 600" preserveAspectRatio="none" aria-hidden="true" className={className}>
      {layers.map((layer) => (
        <path key={layer.color} fill={layer.color} d={layer.d} />
      ))}
    </svg>
  )
}
