/** What other nouns may use of responses. */
export { checkAnswers } from "./check-answers.ts"
export { writeResponses } from "./write-responses.ts"
