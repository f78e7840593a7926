/** Made-up English of a given length: the same seed gives the same texts, so that two runs load the same data. */

const words =
  "the of and to in that was it for on with as his be at by had not are but from or have an they which one you were all her she there would their we him been has when who will no more if out so said what up its about than into them can only other time new some could these two may first then do any like my now over such our man me even most made after also did many before must through back years where much your way well down should because long each just state people those".split(
    " ",
  )

/** A small linear congruential generator (Numerical Recipes): quality does not matter here, repeatability does. */
export function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export function makeText(random: () => number, count: number): string {
  return Array.from({ length: count }, () => words[Math.floor(random() * words.length)]).join(" ")
}
