/** What a 1.x client asks about the server, and about the datasets of the time before feedback datasets. */
import type { Db } from "../db/tables.ts"
import type { Bind } from "../http/bind.ts"
import type { Services } from "../http/context.ts"
import { classicVersion } from "../version.ts"
import { findWorkspaceNamed } from "../workspaces/index.ts"
import { oldDatasets, v0 } from "./endpoints.ts"
import { refuseOld } from "./errors.ts"

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)}M`

/** The client's model of a search engine demands every one of these; there is none but the database. */
const searchEngine = ({ database }: Services) => ({
  name: database.engine,
  cluster_name: "loam",
  cluster_uuid: "loam",
  version: {
    distribution: database.engine,
    number: "15",
    build_type: "none",
    build_hash: "none",
    build_date: "none",
    build_snapshot: false,
    lucene_version: "none",
    minimum_wire_compatibility_version: "none",
    minimum_index_compatibility_version: "none",
  },
  tagline: "Records are searched in the database",
})

/** The workspace a request is about: old clients name it in the address or in a header. */
function workspaceNamed({ workspace }: { workspace?: string | undefined }, request: Request): string {
  const name = workspace ?? request.headers.get("x-argilla-workspace")
  if (name) return name
  throw refuseOld.missingParameter("Name a workspace, as a parameter or in the header X-Argilla-Workspace")
}

async function refuseUnknownWorkspace(db: Db, name: string | undefined): Promise<void> {
  if (name !== undefined && !(await findWorkspaceNamed(db, name))) throw refuseOld.notFound("Workspace", name)
}

export function oldInfoRoutes(bind: Bind): void {
  bind(v0.info, async () => ({ version: classicVersion }))
  bind(v0.status, async ({ services }) => {
    const { rss, heapTotal, heapUsed } = process.memoryUsage()
    return {
      version: classicVersion,
      elasticsearch: searchEngine(services),
      mem_info: { rss: megabytes(rss), heap_total: megabytes(heapTotal), heap_used: megabytes(heapUsed) },
    }
  })

  bind(oldDatasets.list, async ({ db, query }) => {
    await refuseUnknownWorkspace(db, query.workspace)
    return []
  })
  bind(oldDatasets.get, async ({ params, query, request }) => {
    workspaceNamed(query, request)
    throw refuseOld.notFound("ServiceDataset", params.dataset_name)
  })
  bind(oldDatasets.remove, async ({ query, request }) => {
    workspaceNamed(query, request)
    return null
  })
}
