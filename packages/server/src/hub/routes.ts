/** Jobs as the wire asks for them: accepted at once, done later. */
import { api } from "@loam/schema"
import { countRecords } from "../exports/index.ts"
import type { Bind } from "../http/bind.ts"
import { refuse } from "../http/errors.ts"

export function hubRoutes(bind: Bind): void {
  bind(api.jobs.get, async ({ params, services }) => {
    const job = await services.jobs.find(params.job_id)
    if (!job) throw refuse.notFound("job", params.job_id)
    return job
  })

  // The queue has connections of its own: on the embedded database it would wait for this very transaction.
  const transaction = false
  bind(
    api.jobs.importFromHub,
    async ({ params, actor, body, services }) =>
      services.jobs.send("hub-import", { dataset_id: params.dataset_id, user_id: actor.id, request: body }),
    { transaction },
  )

  bind(
    api.jobs.exportToHub,
    async ({ db, params, actor, body, services }) => {
      const { dataset_id } = params
      if ((await countRecords(db, dataset_id, undefined)) === 0)
        throw refuse.invalid("The dataset has no records to export")
      const { token, ...request } = body
      return services.jobs.send("hub-export", { dataset_id, user_id: actor.id, request, token })
    },
    { transaction },
  )
}
