/** What people call the question types. */
const names: Record<string, string> = {
  text: "Text",
  label_selection: "Label",
  multi_label_selection: "Multi-label",
  rating: "Rating",
  ranking: "Ranking",
  span: "Span",
}

/** Names of the types in use, each once, with how often when more than once. */
export function questionNames(types: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1)
  return [...counts].map(([type, count]) => {
    const name = names[type] ?? type
    return count > 1 ? `${name} ×${count}` : name
  })
}
