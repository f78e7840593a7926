/** What the server says about itself. */
import { api } from "@loam/schema"
import type { Bind } from "../http/bind.ts"
import { refuse } from "../http/errors.ts"
import { loamVersion, protocolVersion } from "../version.ts"

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)}M`

export function infoRoutes(bind: Bind): void {
  bind(api.info.version, async () => ({ version: protocolVersion, loam_version: loamVersion }))
  bind(api.info.status, async ({ services }) => {
    const { rss, heapTotal, heapUsed } = process.memoryUsage()
    return {
      version: protocolVersion,
      search_engine: { name: services.database.engine },
      memory: { rss: megabytes(rss), heap_total: megabytes(heapTotal), heap_used: megabytes(heapUsed) },
    }
  })
  bind(api.oauth.providers, async () => ({ items: [] }))
  const none = (name: string) => refuse.missing(`Nobody can sign in by '${name}' here`)
  bind(api.oauth.authentication, ({ params }) => Promise.reject(none(params.provider)))
  bind(api.oauth.accessToken, ({ params }) => Promise.reject(none(params.provider)))
  bind(api.info.settings, async () => ({ argilla: { share_your_progress_enabled: false } }))
}
