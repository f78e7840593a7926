/** Jobs as the wire asks for them: accepted at once, done later. */
import { api, type Job } from "@loam/schema"
import { v5 as derivedId } from "uuid"
import { inTransaction } from "../db/in-transaction.ts"
import { countRecords } from "../exports/index.ts"
import type { Bind } from "../http/bind.ts"
import type { HandlerContext } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import type { JobName } from "../jobs/index.ts"

type Asked = Pick<HandlerContext<typeof api.jobs.exportToHub>, "services" | "actor" | "request" | "once">

/**
 * A request that is repeated under its key gets the same job: its id comes from the key, so that a process that dies
 * between queueing and remembering does not queue it twice. The queue has connections of its own; on the embedded
 * database it would wait for a transaction around it.
 */
async function sendOnce(
  { services, actor, request, once }: Asked,
  name: JobName,
  data: object,
): Promise<Job> {
  const key = request.headers.get("idempotency-key")
  if (!key) return services.jobs.send(name, data)
  const job = await services.jobs.send(name, data, derivedId(`${name} ${key}`, actor.id))
  return inTransaction(services.database.db, (transaction) => once(transaction, async () => job))
}

export function hubRoutes(bind: Bind): void {
  bind(api.jobs.get, async ({ params, services }) => {
    const job = await services.jobs.find(params.job_id)
    if (!job) throw refuse.notFound("job", params.job_id)
    return job
  })

  const transaction = false
  bind(
    api.jobs.importFromHub,
    async (context) => {
      const { params, actor, body } = context
      const data = { dataset_id: params.dataset_id, user_id: actor.id, request: body }
      return sendOnce(context, "hub-import", data)
    },
    { transaction },
  )

  bind(
    api.jobs.exportToHub,
    async (context) => {
      const { db, params, actor, body } = context
      const { dataset_id } = params
      if ((await countRecords(db, dataset_id, undefined)) === 0)
        throw refuse.invalid("The dataset has no records to export")
      const { token, ...request } = body
      return sendOnce(context, "hub-export", { dataset_id, user_id: actor.id, request, token })
    },
    { transaction },
  )
}
