/** The OpenAPI document says every status that an endpoint may answer with. */
import { describe, expect, it } from "vitest"
import { api } from "./api.ts"
import { type EndpointDefinition, pathParamNames } from "./endpoint.ts"
import { openApiDocument } from "./openapi.ts"

interface Operation {
  readonly responses: { readonly [status: string]: object }
}
// What the document is made of, read as its readers do.
const paths = openApiDocument("0").paths as unknown as { [path: string]: { [method: string]: Operation } }
const all = Object.values(api).flatMap((endpoints) => Object.values<EndpointDefinition>(endpoints))

const declared = ({ path, method }: EndpointDefinition) =>
  Object.keys(paths[path]?.[method.toLowerCase()]?.responses ?? {})

describe("declared statuses", () => {
  it("leave out what happens to an id that nothing has", () => {
    const asked = all.filter(({ path }) => pathParamNames(path).length > 0)
    expect(asked.length).toBeGreaterThan(50)
    expect(asked.filter((endpoint) => !declared(endpoint).includes("404"))).toEqual([])
  })

  it("leave out the second status of success: a client would take it for a fault", () => {
    expect(declared(api.suggestions.upsert)).toEqual(expect.arrayContaining(["200", "201"]))
    expect(declared(api.consensus.compute)).toEqual(expect.arrayContaining(["201", "202"]))
  })
})
