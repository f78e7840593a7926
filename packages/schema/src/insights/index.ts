/** Insights: what the answers say together, and about the people who gave them. */
import { agreementEndpoint } from "./agreement.ts"

export {
  type Agreement,
  type AgreementFigure,
  type AgreementMeasure,
  type AgreementQuery,
  agreementMeasures,
  type ScaleLevel,
  scaleLevel,
} from "./agreement.ts"
export { type MeasureReason, measureReason } from "./measured.ts"

export const insightEndpoints = { agreement: agreementEndpoint }
