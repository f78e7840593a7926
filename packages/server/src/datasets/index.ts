/** What other nouns may use of datasets. */
export { createDataset, refuseTakenName } from "./create-dataset.ts"
export { createField } from "./create-field.ts"
export { createQuestion } from "./create-question.ts"
export { listFields } from "./field-store.ts"
export { publishDataset } from "./publish-dataset.ts"
export { listQuestions } from "./question-store.ts"
export { findDataset } from "./store.ts"
