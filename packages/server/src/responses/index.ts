/** What other nouns may use of responses. */
export { type Answers, type CheckedAnswers, checkAnswers, type QuestionRules } from "./check-answers.ts"
export { questionsOf } from "./store.ts"
export { type ResponseWrite, writeResponses } from "./write-responses.ts"
