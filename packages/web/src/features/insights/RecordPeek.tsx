/** A whole record as labelers see it, to be read where it is listed. */
import type { Record as LoamRecord } from "@loam/schema"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { client } from "../../api.ts"
import type { Held } from "../../engine/model.ts"
import { campaignQuery } from "../annotate/campaign.ts"
import { RecordCard } from "../annotate/RecordCard.tsx"
import styles from "./Disputed.module.css"
import { Load } from "./Load.tsx"

/** As the engine holds a record, with nothing answered: reading is all this is for. */
function heldOf(record: LoamRecord): Held {
  const nothing = { status: "pending", answers: {} } as const
  return {
    ...nothing,
    record,
    lease: null,
    saved: nothing,
    responseId: null,
    serverStatus: "pending",
    surplus: false,
    skipped: false,
    elsewhere: null,
    restored: false,
  }
}

interface RecordPeekProps {
  datasetId: string
  recordId: string
}

export function RecordPeek({ datasetId, recordId }: RecordPeekProps) {
  const [raw, setRaw] = useState(false)
  const found = useQuery({
    queryKey: ["insights", datasetId, "record", recordId],
    queryFn: async ({ client: cache, signal }) => {
      const [campaign, record] = await Promise.all([
        cache.ensureQueryData(campaignQuery(datasetId)),
        client.records.get({ record_id: recordId }, { signal }),
      ])
      return { campaign, record }
    },
    staleTime: 60_000,
  })
  return (
    <Load query={found} what="the record">
      {({ campaign, record }) => (
        <div className={styles.peek}>
          <RecordCard
            // Without questions nothing can be marked here.
            campaign={{ ...campaign, questions: [] }}
            held={heldOf(record)}
            raw={raw}
            onRaw={() => setRaw(!raw)}
          />
        </div>
      )}
    </Load>
  )
}
