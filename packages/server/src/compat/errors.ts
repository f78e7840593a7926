/** Refusals as the old `/api` routes word them: a code, and what it is about. */
import { Refusal } from "../http/errors.ts"

const refusal = (status: 400 | 404 | 409, kind: string, params: { readonly [name: string]: string }) =>
  new Refusal(status, { detail: { code: `argilla.api.errors::${kind}`, params } })

type Entity = "User" | "Workspace" | "ServiceDataset"

export const refuseOld = {
  notFound: (type: Entity, name: string) => refusal(404, "EntityNotFoundError", { name, type }),
  exists: (type: Entity, name: string) => refusal(409, "EntityAlreadyExistsError", { name, type }),
  missingParameter: (message: string) => refusal(400, "MissingInputParamError", { message }),
}
