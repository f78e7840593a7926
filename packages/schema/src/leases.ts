/** Leases: the next records for a labeler, reserved for as long as they are being answered. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { limits } from "./limits.ts"
import { member } from "./permissions.ts"
import { record } from "./records.ts"
import { id, integer, text, timestamp } from "./scalars.ts"
import { filters } from "./search.ts"

/** An id the client makes per tab or process: closing one leaves the leases of the other alone. */
export const holder = text(1, limits.holder)

export const lease = z.object({ id, expires_at: timestamp })
export const heldLease = lease.extend({ record_id: id })

export const leaseEndpoints = {
  take: endpoint({
    method: "POST",
    path: "/api/v1/me/datasets/{dataset_id}/leases",
    status: 200,
    allow: member("dataset"),
    body: z.object({
      holder,
      count: integer({ min: 1, max: limits.leasesPerRequest }).default(1),
      queue: z.literal("pending").nullish(),
      filters: filters.nullish(),
    }),
    response: z.object({
      items: z.array(z.object({ record, lease })),
      /** Records still open to the caller that others hold at the moment: above 0, asking again later makes sense. */
      waiting: z.int(),
    }),
    summary: "Lease the next records; never more than the caller's fair share of what is left",
  }),
  renew: endpoint({
    method: "PUT",
    path: "/api/v1/me/datasets/{dataset_id}/leases",
    status: 200,
    allow: member("dataset"),
    body: z.object({ holder }),
    response: z.object({ items: z.array(heldLease) }),
    summary: "Renew the leases of a holder; answers those still held",
  }),
  giveBack: endpoint({
    method: "DELETE",
    path: "/api/v1/me/datasets/{dataset_id}/leases",
    status: 204,
    allow: member("dataset"),
    query: z.object({ holder }),
    response: "empty",
    summary: "Give the leases of a holder back",
  }),
}
