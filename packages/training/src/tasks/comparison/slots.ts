/** Slots of the tasks that compare answers: what is compared, and which question says what is better. */
import type { Slot } from "../../source/slots.ts"

export const responsesSlot: Slot = {
  name: "responses",
  accepts: ["field:text", "field:chat"],
  required: false,
  many: true,
  means: "the fields that hold the answers being compared",
  guess: "rest",
}

export const choiceSlot: Slot = {
  name: "choice",
  accepts: ["question:label_selection", "question:ranking", "question:rating"],
  guesses: ["question:label_selection", "question:ranking"],
  required: false,
  means: "the question that says which answer is better: a label, a ranking, or a rating between two answers",
  usual: ["preference", "ranking", "choice", "best", "better", "winner", "preferred"],
  guess: "only",
}

export const ratingsSlot: Slot = {
  name: "ratings",
  accepts: ["question:rating"],
  required: false,
  many: true,
  means: "one rating question an answer, in the answers' order",
  guess: "never",
}

export const editSlot: Slot = {
  name: "edit",
  accepts: ["question:text"],
  required: false,
  means: "the question whose text is better than the answers shown, such as a correction",
  guess: "never",
}

export const strengthSlot: Slot = {
  name: "strength",
  accepts: ["question:rating", "question:label_selection"],
  guesses: ["question:rating"],
  required: false,
  means: "the question that says how much better",
  usual: ["strength", "preference_strength", "margin"],
}

export const comparisonSlots = [choiceSlot, ratingsSlot, editSlot, strengthSlot, responsesSlot]
