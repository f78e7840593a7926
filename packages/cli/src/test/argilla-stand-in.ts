/** A stand-in for Argilla: synthetic data behind the routes that an import reads, in recorded shapes. */
import { createHash } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"

/** The same id for the same words, so that two stand-ins with one prefix agree. */
function idOf(...words: (string | number)[]): string {
  const hex = createHash("sha256").update(words.join(" ")).digest("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const time = (second: number, micro = 123_456) =>
  new Date(Date.UTC(2024, 5, 3, 12) + second * 1_000)
    .toISOString()
    .replace(/\.\d+Z/, `.${String(micro).padStart(6, "0")}`)

interface DataOptions {
  readonly prefix: string
  readonly records: number
  /** Of the dataset; several teams may have one of the same name. */
  readonly name?: string
  /** Adds answers of people who were deleted there. */
  readonly forgotten?: boolean
}

export function argillaData({ prefix, name, records: count, forgotten = false }: DataOptions) {
  const person = (name: string, role: string) => ({
    id: idOf(prefix, "user", name),
    username: `${prefix}-${name}`,
    first_name: name,
    last_name: null,
    role,
    api_key: `${prefix}-${name}.apikey`,
    inserted_at: time(0),
    updated_at: time(0),
  })
  const users = [
    person("boss", "owner"),
    person("lead", "admin"),
    person("ana", "annotator"),
    person("ben", "annotator"),
  ]
  const [, , ana, ben] = users
  const ids = {
    workspace: idOf(prefix, "workspace"),
    dataset: idOf(prefix, "dataset"),
    label: idOf(prefix, "label"),
  }
  const answer = (index: number, user_id: string | null, nth: number) => {
    const status = ["submitted", "draft", "discarded"][(index + nth) % 3] ?? ""
    const values = {
      label: { value: index % 2 ? "good" : "bad" },
      spans: { value: [{ label: "x", start: 0, end: 2 }] },
    }
    return {
      id: idOf(prefix, "response", index, nth),
      user_id,
      record_id: idOf(prefix, "record", index),
      status,
      // Every third is without values, as a discarded one may be.
      values: status === "discarded" ? null : values,
      inserted_at: time(index + 10, nth),
      updated_at: time(index + 20, nth + 5),
    }
  }
  const authors = [ana?.id ?? "", ben?.id ?? "", ...(forgotten ? [null, null] : [])]
  const records = Array.from({ length: count }, (_, index) => ({
    id: idOf(prefix, "record", index),
    status: "pending",
    fields: { prompt: `👩🏽‍🌾 question ${index}?`, context: null },
    metadata: index % 2 ? { source: "forum", length: 1.5 } : null,
    external_id: index % 3 ? `x-${index}` : null,
    vectors: index % 4 ? {} : { meaning: [0.5, -1] },
    suggestions: [
      {
        id: idOf(prefix, "suggestion", index),
        question_id: ids.label,
        value: "good",
        type: "model",
        agent: "model-1",
        score: 0.75,
        inserted_at: time(index),
        updated_at: time(index),
      },
    ],
    responses: authors.map((author, nth) => answer(index, author, nth)),
    dataset_id: ids.dataset,
    inserted_at: time(index),
    updated_at: time(index + 30),
  }))
  for (const record of records)
    record.status =
      record.responses.filter((each) => each.status === "submitted").length > 0 ? "completed" : "pending"
  return { prefix, name: name ?? `${prefix}-talk`, users, ids, records }
}
export type ArgillaData = ReturnType<typeof argillaData>

const option = (value: string) => ({ value, text: value.toUpperCase(), description: null })

function settingsOf({ ids }: ArgillaData) {
  const common = { dataset_id: ids.dataset, inserted_at: time(1), updated_at: time(1) }
  const text = { type: "text", use_markdown: false }
  const spans = {
    type: "span",
    field: "prompt",
    options: [option("x")],
    visible_options: null,
    allow_overlapping: false,
    allow_character_annotation: true,
  }
  const labels = { type: "label_selection", options: [option("good"), option("bad")], visible_options: null }
  return {
    fields: [
      {
        id: idOf(ids.dataset, "prompt"),
        name: "prompt",
        title: "Prompt",
        required: true,
        settings: text,
        ...common,
      },
      {
        id: idOf(ids.dataset, "context"),
        name: "context",
        title: "Context",
        required: false,
        settings: text,
        ...common,
      },
    ],
    questions: [
      {
        id: ids.label,
        name: "label",
        title: "Label",
        description: null,
        required: true,
        settings: labels,
        ...common,
      },
      {
        id: idOf(ids.dataset, "spans"),
        name: "spans",
        title: "Spans",
        description: "Mark.",
        required: false,
        settings: spans,
        ...common,
      },
    ],
    "metadata-properties": [
      {
        id: idOf(ids.dataset, "source"),
        name: "source",
        title: "Source",
        visible_for_annotators: true,
        settings: { type: "terms", values: null },
        ...common,
      },
      {
        id: idOf(ids.dataset, "length"),
        name: "length",
        title: "Length",
        visible_for_annotators: false,
        settings: { type: "float", min: null, max: null },
        ...common,
      },
    ],
    "vectors-settings": [
      { id: idOf(ids.dataset, "meaning"), name: "meaning", title: "Meaning", dimensions: 2, ...common },
    ],
  }
}

export interface StandInOptions {
  /** Every so many requests one is answered with 500 and the connection is dropped. */
  readonly failEvery?: number
  /** As 1.29 answers: some lists by the older dialect, no distribution, records without a status. */
  readonly older?: boolean
  /** Workspaces beside the first, with a dataset and people each. */
  readonly more?: readonly ArgillaData[]
}

export interface StandIn {
  readonly url: string
  readonly ownerKey: string
  /** Does something once, when so many more pages of records have been asked for. */
  readonly onPage: (count: number, then: () => void) => void
  readonly stop: () => Promise<void>
}

interface Routes {
  [path: string]: (query: URLSearchParams) => unknown
}

export async function startStandIn(data: ArgillaData, options: StandInOptions = {}): Promise<StandIn> {
  let [requests, pages] = [0, 0]
  let hook: { at: number; then: () => void } | undefined
  const teams = [data, ...(options.more ?? [])]
  const users = teams.flatMap((team) => team.users)
  const json = (response: ServerResponse, status: number, body: unknown) => {
    response.writeHead(status, { "content-type": "application/json" })
    response.end(JSON.stringify(body))
  }
  const page = ({ records }: ArgillaData, query: URLSearchParams) => {
    const [offset, limit] = [Number(query.get("offset") ?? 0), Number(query.get("limit") ?? 50)]
    if (limit > 1) {
      pages += 1
      if (hook && pages >= hook.at) {
        hook.then()
        hook = undefined
      }
    }
    const items = records.slice(offset, offset + limit)
    const withoutStatus = items.map(({ status: _, ...rest }) => rest)
    return { items: options.older ? withoutStatus : items, total: records.length }
  }
  const dataset28 = ({ name, ids }: ArgillaData) => ({
    id: ids.dataset,
    name,
    guidelines: "Read.",
    allow_extra_metadata: true,
    status: "ready",
    ...(options.older ? {} : { distribution: { strategy: "overlap", min_submitted: 1 }, metadata: null }),
    workspace_id: ids.workspace,
    last_activity_at: time(9),
    inserted_at: time(1),
    updated_at: time(1),
  })
  const version = options.older ? "" : "/v1"
  const listed = (items: unknown[]) => (options.older ? items : { items })
  const ofTeam = (team: ArgillaData): Routes => {
    const settings = settingsOf(team)
    const { workspace, dataset } = team.ids
    return {
      [`/api${version}/workspaces/${workspace}/users`]: () => listed(team.users.slice(1)),
      [`/api/v1/datasets/${dataset}/fields`]: () => ({ items: settings.fields }),
      [`/api/v1/datasets/${dataset}/questions`]: () => ({ items: settings.questions }),
      [`/api/v1/me/datasets/${dataset}/metadata-properties`]: () => ({
        items: settings["metadata-properties"],
      }),
      [`/api/v1/datasets/${dataset}/vectors-settings`]: () => ({ items: settings["vectors-settings"] }),
      [`/api/v1/datasets/${dataset}/records`]: (query) => page(team, query),
    }
  }
  const routes: Routes = {
    "/api/v1/version": () => ({ version: options.older ? "1.29.1" : "2.8.0" }),
    "/api/v1/me/workspaces": () => ({
      items: teams.map(({ prefix, ids }) => ({
        id: ids.workspace,
        name: `${prefix}-team`,
        inserted_at: time(0),
        updated_at: time(0),
      })),
    }),
    "/api/v1/me/datasets": () => ({ items: teams.map(dataset28) }),
    [`/api${version}/users`]: () => listed(users),
    ...Object.assign({}, ...teams.map(ofTeam)),
  }
  const server = createServer((request: IncomingMessage, response) => {
    requests += 1
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://stand-in")
    if (pathname.startsWith("/page")) return response.end("<!doctype html><title>A page</title>")
    if (options.failEvery && requests % options.failEvery === 0) {
      json(response, 500, { detail: {} })
      response.socket?.destroySoon()
      return
    }
    const me = users.find((user) => user.api_key === request.headers["x-argilla-api-key"])
    if (pathname === "/api/v1/version") return json(response, 200, routes[pathname]?.(searchParams))
    if (!me)
      return json(response, 401, { detail: { code: "argilla.api.errors::UnauthorizedError", params: {} } })
    if (pathname === "/api/v1/me") return json(response, 200, me)
    const route = routes[pathname]
    return route ? json(response, 200, route(searchParams)) : json(response, 404, { detail: "Not Found" })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("no port")
  return {
    url: `http://127.0.0.1:${address.port}`,
    ownerKey: data.users[0]?.api_key ?? "",
    onPage: (count, then) => {
      hook = { at: pages + count, then }
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
