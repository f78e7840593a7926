/** Work that outlives its request and the process: kept in the database by pg-boss, in a schema of its own. */
import type { Job } from "@loam/schema"
import { sql } from "kysely"
import { type JobWithMetadata, PgBoss } from "pg-boss"
import type { Logger } from "pino"
import type { OpenedDatabase } from "../db/open.ts"

export type JobName = "hub-import" | "hub-export" | "consensus"
const names: readonly JobName[] = ["hub-import", "hub-export", "consensus"]

/** Does one job; throwing means it may be tried again, unless this is the `last` attempt. */
export type JobHandler = (data: unknown, attempt: { readonly last: boolean }) => Promise<void>

/** It would fail again in the same way. */
export class JobRefused extends Error {
  override readonly name = "JobRefused"
}

export interface Jobs {
  /** A job of an id that is there already is not sent again. */
  readonly send: (name: JobName, data: object, id?: string) => Promise<Job>
  readonly find: (id: string) => Promise<Job | undefined>
  /** Begins to do jobs. */
  readonly work: (handlers: Readonly<Record<JobName, JobHandler>>) => Promise<void>
  /** Jobs under way may finish within some seconds; otherwise they are begun again at the next start. */
  readonly stop: () => Promise<void>
}

const statuses = {
  created: "queued",
  retry: "scheduled",
  active: "started",
  completed: "finished",
  failed: "failed",
  cancelled: "canceled",
} as const

/** A process that dies without a word is missed after this; 10 is the least that pg-boss takes. */
const heartbeatSeconds = 20
const queueOptions = {
  retryLimit: 2,
  retryDelay: 5,
  heartbeatSeconds,
  expireInSeconds: 6 * 3_600,
  deleteAfterSeconds: 7 * 86_400,
}
const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

async function schemaBeside({ db }: OpenedDatabase): Promise<string> {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db)
  const schema = rows[0]?.schema ?? "public"
  return schema === "public" ? "loam_jobs" : `${schema}_jobs`
}

interface Opened {
  readonly boss: PgBoss
  readonly schema: string
}

/** Opens at first use: what needs no jobs does not pay for their tables. */
export function openJobs(database: OpenedDatabase, log: Logger): Jobs {
  let opening: Promise<Opened> | undefined
  const workers = new Map<string, string>()

  async function open(): Promise<Opened> {
    const schema = await schemaBeside(database)
    const boss = new PgBoss({
      ...database.queue,
      schema,
      schedule: false,
      // Looks after jobs whose worker died; the default is a minute.
      superviseIntervalSeconds: 10,
      monitorIntervalSeconds: 10,
    })
    boss.on("error", (error) => log.warn({ err: error }, "job queue"))
    await boss.start()
    for (const name of names) await boss.createQueue(name, queueOptions)
    return { boss, schema }
  }
  const opened = () => {
    opening ??= open()
    return opening
  }

  /** Tokens have no business in the database once nobody needs them. */
  async function forgetSecrets(schema: string, id: string) {
    await sql`update ${sql.table(`${schema}.job`)} set data = data - 'token' where id = ${id}`.execute(
      database.db,
    )
  }

  async function doOne(
    { schema, boss }: Opened,
    name: JobName,
    job: JobWithMetadata<unknown>,
    handler: JobHandler,
  ) {
    const last = job.retryCount >= job.retryLimit
    try {
      await handler(job.data, { last })
      await forgetSecrets(schema, job.id)
    } catch (error) {
      log.warn({ err: error, job: job.id }, "a job failed")
      const over = error instanceof JobRefused || last
      if (over) await forgetSecrets(schema, job.id)
      if (!(error instanceof JobRefused)) throw error
      // Fails for good: what is left of its attempts is taken away first.
      await sql`update ${sql.table(`${schema}.job`)} set retry_limit = retry_count where id = ${job.id}`.execute(
        database.db,
      )
      await boss.fail(name, job.id, { message: error.message })
    }
  }

  return {
    send: async (name, data, given) => {
      const { boss } = await opened()
      const id = (await boss.send(name, data, given === undefined ? {} : { id: given })) ?? given
      if (id === undefined) throw new Error("the job was not queued")
      const worker = workers.get(name)
      if (worker) boss.notifyWorker(worker)
      return { id, status: "queued" }
    },
    find: async (id) => {
      if (!uuidForm.test(id)) return undefined
      const { boss } = await opened()
      for (const name of names) {
        const [job] = await boss.findJobs(name, { id })
        if (job) return { id, status: statuses[job.state] }
      }
      return undefined
    },
    work: async (handlers) => {
      const queue = await opened()
      for (const name of names) {
        const options = { includeMetadata: true, pollingIntervalSeconds: 2 } as const
        const worker = await queue.boss.work(name, options, async (jobs) => {
          for (const job of jobs) await doOne(queue, name, job, handlers[name])
        })
        workers.set(name, worker)
      }
    },
    stop: async () => {
      if (!opening) return
      const { boss } = await opening
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}
