/** Words that tell groups of texts apart: class-based TF-IDF. */

/**
 * c-TF-IDF (Grootendorst 2022): a word's share in its group times ln(1 + A / f), with A the mean number of words a
 * group (whole part) and f the word's count over all groups. One map per group, words in order of appearance.
 */
export function topicWords(groups: readonly (readonly string[])[]): Map<string, number>[] {
  const everywhere = new Map<string, number>()
  for (const word of groups.flat()) everywhere.set(word, (everywhere.get(word) ?? 0) + 1)
  const average = Math.floor(groups.reduce((sum, words) => sum + words.length, 0) / groups.length)
  return groups.map((words) => {
    const counts = new Map<string, number>()
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
    const weigh = ([word, count]: [string, number]): [string, number] => [
      word,
      (count / words.length) * Math.log(1 + average / (everywhere.get(word) ?? 1)),
    ]
    return new Map([...counts].map(weigh))
  })
}
