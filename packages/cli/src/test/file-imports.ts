/** What tests of imports from files share: a server, a person who is signed in to it, and files that argilla wrote. */
import { fileURLToPath } from "node:url"
import type { Record as LoamRecord } from "@loam/schema"
import { afterEach, beforeEach } from "vitest"
import { type SignedIn, signedIn, startTestServer, type TestServer } from "./loam.ts"

/** Written by the packages about data made up for this, by e2e/python/migration/files1.py and files2.py. */
export const written = (name: string) => fileURLToPath(new URL(`argilla-files/${name}`, import.meta.url))

/** Each test has a server of its own: people keep their ids, and leave them behind when they are deleted. */
export function useFileImports() {
  let server: TestServer
  let work: SignedIn
  beforeEach(async () => {
    server = await startTestServer()
    work = await signedIn(server)
  })
  afterEach(async () => {
    await work.remove()
    await server.stop()
  })
  const bring = (...args: string[]) => work.loam(["import", "argilla", ...args])
  return {
    owner: () => server.owner,
    work: () => work,
    bring,
    bringJson: async (...args: string[]) => {
      const { code, stdout, stderr } = await bring("--json", ...args)
      return { code, stderr, report: JSON.parse(stdout || "null") }
    },
    /** Records by external id. */
    recordsOf: async (name: string) => {
      const [dataset] = (await server.owner.datasets.mine({ query: { name } })).items
      const query = { include: ["responses", "suggestions", "vectors"], limit: 1_000 }
      const target = { dataset_id: dataset?.id ?? "" }
      const items: LoamRecord[] = dataset ? (await server.owner.records.list({ ...target, query })).items : []
      return { dataset, records: new Map(items.map((record) => [record.external_id, record])) }
    },
  }
}
