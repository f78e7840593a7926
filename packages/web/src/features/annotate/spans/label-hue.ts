/** A colour for each label by its place, far from its neighbours'; words always stand beside it. */

/** Steps of the golden angle never come close to each other among the first dozen. */
const goldenAngle = 137.508

export function labelHue(options: readonly { value: string }[], label: string): number {
  const index = Math.max(
    0,
    options.findIndex(({ value }) => value === label),
  )
  return Math.round((50 + index * goldenAngle) % 360)
}
