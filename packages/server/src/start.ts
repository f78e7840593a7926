/** Brings the server up: settings, database, migrations, first owner; and down again without cutting requests off. */
import { randomBytes } from "node:crypto"
import { serve as listen } from "@hono/node-server"
import type { Hono } from "hono"
import pino from "pino"
import { createApp } from "./app.ts"
import type { Config } from "./config.ts"
import { keepTidy } from "./db/housekeeping.ts"
import { migrate } from "./db/migrate.ts"
import { type OpenedDatabase, openDatabase } from "./db/open.ts"
import type { Services } from "./http/context.ts"
import { jobHandlers } from "./job-handlers.ts"
import { openJobs } from "./jobs/index.ts"
import { keepIndexed } from "./search/index.ts"
import { openThreads } from "./threads/index.ts"
import { startDeliveries } from "./webhooks/index.ts"

/** The key that signs sessions: made once, kept in the database, the same for all processes. */
async function readSessionSecret({ db }: OpenedDatabase): Promise<string> {
  const fresh = randomBytes(32).toString("base64url")
  await db
    .insertInto("settings")
    .values({ name: "session_secret", value: JSON.stringify(fresh) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { value } = await db
    .selectFrom("settings")
    .select("value")
    .where("name", "=", "session_secret")
    .executeTakeFirstOrThrow()
  return String(value)
}

/** Services over an open database; migrates it first. */
export async function prepare(database: OpenedDatabase, config: Config): Promise<Services> {
  await migrate(database)
  const log = pino({ level: config.LOAM_LOG_LEVEL }, pino.destination(2))
  const jobs = openJobs(database, log)
  const threads = config.LOAM_THREADS > 0 ? openThreads(database, config.LOAM_THREADS) : undefined
  return { database, config, log, jobs, threads, sessionSecret: await readSessionSecret(database) }
}

export interface RunningServer {
  readonly app: Hono
  readonly services: Services
  readonly url: string
  /** Stops taking requests, lets those in flight finish within the limit, closes the database. */
  readonly stop: () => Promise<void>
}

/** Opens what the settings name and prepares it, without a port. */
export async function openServices(config: Config): Promise<Services> {
  const database = await openDatabase({
    url: config.DATABASE_URL,
    folder: config.LOAM_HOME,
    deadlineMs: config.LOAM_DATABASE_DEADLINE * 1000,
    poolSize: config.LOAM_DATABASE_CONNECTIONS,
  })
  try {
    return await prepare(database, config)
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Listens; refuses with the port's name when it is taken. */
export async function startServer(services: Services, webRoot?: string): Promise<RunningServer> {
  const { config, database } = services
  const app = createApp(services, { webRoot })
  const { server, port } = await new Promise<{ server: ReturnType<typeof listen>; port: number }>(
    (resolve, reject) => {
      const { HOST: hostname, PORT } = config
      // A record stream may take longer than the 5 minutes Node gives a request; headers keep their minute.
      const serverOptions = { requestTimeout: 0 }
      const server = listen({ fetch: app.fetch, hostname, port: PORT, serverOptions }, ({ port }) =>
        resolve({ server, port }),
      )
      server.once("error", reject)
    },
  )
  const stopTidying = keepTidy(database, services.log, config.LOAM_HISTORY_DAYS)
  const stopIndexing = keepIndexed(database, services.log)
  const deliveries = startDeliveries(services)
  services.jobs
    .work(jobHandlers(services))
    .catch((error: unknown) => services.log.error({ err: error }, "no jobs are done"))
  const stop = async () => {
    stopTidying()
    const finished = new Promise<void>((resolve) => server.close(() => resolve()))
    if ("closeIdleConnections" in server) server.closeIdleConnections()
    const limit = new Promise<void>((resolve) =>
      setTimeout(resolve, config.LOAM_SHUTDOWN_SECONDS * 1000).unref(),
    )
    await Promise.race([finished, limit])
    if ("closeAllConnections" in server) server.closeAllConnections()
    await Promise.race([Promise.all([deliveries.stop(), services.jobs.stop()]), limit])
    await stopIndexing()
    await services.threads?.close()
    await database.close()
  }
  const host = config.HOST.includes(":") ? `[${config.HOST}]` : config.HOST
  return { app, services, url: `http://${host}:${port}`, stop }
}
