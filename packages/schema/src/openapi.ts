/** The endpoint table as an OpenAPI 3.1 document: requests as clients may send them, answers as they leave. */
import { z } from "zod"
import { api } from "./api.ts"
import { type EndpointDefinition, pathParamNames } from "./endpoint.ts"
import { errorBody } from "./errors.ts"
import { id, type Json } from "./scalars.ts"

type JsonSchema = { [key: string]: Json }

const toSchema = (schema: z.ZodType, io: "input" | "output") => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    target: "draft-2020-12",
  })
  return rest as JsonSchema
}

const contentTypes = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  ndjson: "application/x-ndjson",
}

const errorSentences: Record<number, string> = {
  400: "The body could not be read",
  401: "Not signed in, or not with these credentials",
  403: "Signed in, but not allowed",
  404: "No such thing",
  409: "In conflict with what exists",
  413: "The body is too large",
  422: "The request is not valid; the body says where",
  429: "Too many attempts; Retry-After says when to come back",
  503: "The database does not answer",
}

/** Statuses an endpoint may refuse with, from what it asks for and whom it lets in. */
export function refusals(endpoint: EndpointDefinition): number[] {
  const statuses = new Set<number>([422, 503, ...(endpoint.errors ?? [])])
  if (endpoint.allow !== "public") statuses.add(401)
  if (endpoint.allow !== "public" && endpoint.allow !== "user") statuses.add(403)
  if (typeof endpoint.allow === "object" || pathParamNames(endpoint.path).length > 0) statuses.add(404)
  if (endpoint.body) statuses.add(400).add(413)
  return [...statuses].sort((a, b) => a - b)
}

function parameters(endpoint: EndpointDefinition): JsonSchema[] {
  const path = pathParamNames(endpoint.path).map((name) => ({
    name,
    in: "path",
    required: true,
    schema: toSchema(endpoint.params?.[name] ?? id, "input"),
  }))
  const query = Object.entries(endpoint.query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: "query",
    required: !(schema as z.ZodType).safeParse(undefined).success,
    schema: toSchema(schema as z.ZodType, "input"),
  }))
  return [...path, ...query]
}

function success(endpoint: EndpointDefinition): JsonSchema {
  if (endpoint.response === "empty") return { description: "Done" }
  const schema = endpoint.response === "stream" ? { type: "string" } : toSchema(endpoint.response, "output")
  return { description: "Done", content: { [endpoint.produces ?? "application/json"]: { schema } } }
}

function operation(noun: string, verb: string, endpoint: EndpointDefinition): JsonSchema {
  const body = endpoint.body && {
    requestBody: {
      required: true,
      content: { [contentTypes[endpoint.encoding ?? "json"]]: { schema: toSchema(endpoint.body, "input") } },
    },
  }
  const refused = refusals(endpoint).map((status) => [
    String(status),
    {
      description: errorSentences[status] ?? "Refused",
      content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
    },
  ])
  return {
    operationId: `${noun}.${verb}`,
    tags: [noun],
    summary: endpoint.summary,
    parameters: parameters(endpoint),
    ...body,
    responses: {
      [String(endpoint.status)]: success(endpoint),
      ...(endpoint.otherStatus ? { [String(endpoint.otherStatus)]: success(endpoint) } : {}),
      ...Object.fromEntries(refused),
    },
    security: endpoint.allow === "public" ? [] : [{ apiKey: [] }, { bearer: [] }],
    "x-allow": endpoint.allow as unknown as Json,
  }
}

/** The document served at `/api/openapi.json`. */
export function openApiDocument(version: string): JsonSchema {
  const paths: { [path: string]: { [method: string]: JsonSchema } } = {}
  for (const [noun, endpoints] of Object.entries(api)) {
    for (const [verb, endpoint] of Object.entries<EndpointDefinition>(endpoints)) {
      paths[endpoint.path] = {
        ...paths[endpoint.path],
        [endpoint.method.toLowerCase()]: operation(noun, verb, endpoint),
      }
    }
  }
  return {
    openapi: "3.1.0",
    info: { title: "Loam", version, description: "Human feedback for language models." },
    paths,
    components: {
      schemas: { Error: toSchema(errorBody, "output") },
      securitySchemes: {
        apiKey: { type: "apiKey", in: "header", name: "X-Argilla-Api-Key" },
        bearer: { type: "http", scheme: "bearer" },
      },
    },
  }
}
