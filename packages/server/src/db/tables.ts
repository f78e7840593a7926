/** Storage described once, for the query builder; the SQL is in migrations/. */
import type { Distribution, ExportAid, Json, ResponseStatus, Role, WebhookEvent } from "@loam/schema"
import type { ColumnType, Generated, Kysely } from "kysely"

/** A moment, as the wire writes it (`db/open.ts` sees to it on both engines). */
type Time = string
/** JSON goes in as text, comes out parsed. */
type JsonColumn<T = Json> = ColumnType<T, string, string>
type NullableJson<T = Json> = ColumnType<T | null, string | null | undefined, string | null>

interface Stamped {
  inserted_at: Time
  updated_at: Time
}

interface UserTable extends Stamped {
  id: string
  seq: Generated<number>
  username: string
  first_name: string
  last_name: string | null
  role: Role
  password_hash: string | null
  api_key_hash: string | null
  api_key_hint: Generated<string>
  session_epoch: Generated<number>
  deleted_at: Time | null
}

interface DatasetTable extends Stamped {
  id: string
  seq: Generated<number>
  workspace_id: string
  name: string
  guidelines: string | null
  guidelines_version: Generated<number>
  allow_extra_metadata: boolean
  status: Generated<"draft" | "ready">
  strategy: Distribution["strategy"]
  min_submitted: number
  metadata: NullableJson<{ [key: string]: Json }>
  history_since: Generated<Time | null>
}

/** Of records, suggestions and responses as they were; written by triggers, read by exports. */
interface VersionTable {
  version: Generated<number>
  id: string
  dataset_id: string
  valid_to: Time
}

interface FieldTable extends Stamped {
  id: string
  seq: Generated<number>
  dataset_id: string
  name: string
  title: string
  required: boolean
  settings: JsonColumn
}

interface MetadataPropertyTable extends Stamped {
  id: string
  seq: Generated<number>
  dataset_id: string
  name: string
  title: string
  settings: JsonColumn
  visible_for_annotators: boolean
}

interface VectorSettingsTable extends Stamped {
  id: string
  seq: Generated<number>
  dataset_id: string
  name: string
  title: string
  dimensions: number
}

interface RecordTable extends Stamped {
  id: string
  seq: Generated<number>
  dataset_id: string
  fields: JsonColumn<{ [key: string]: Json }>
  metadata: NullableJson<{ [key: string]: Json }>
  external_id: string | null
  status: Generated<"pending" | "completed">
  submitted_count: Generated<number>
  taken: Generated<number>
}

interface SuggestionTable extends Stamped {
  id: string
  seq: Generated<number>
  dataset_id: string
  record_id: string
  question_id: string
  type: "model" | "human" | null
  value: JsonColumn
  agent: string | null
  score: NullableJson<number | number[]>
}

interface ResponseTable extends Stamped {
  id: string
  seq: Generated<number>
  dataset_id: string
  record_id: string
  user_id: string
  status: ResponseStatus
  values: JsonColumn<{ [key: string]: Json }>
  surplus: Generated<boolean>
  submitted_at: Time | null
  slot_until: Time | null
}

interface ResponseEventTable {
  seq: Generated<number>
  id: string
  dataset_id: string
  record_id: string
  response_id: string
  user_id: string
  actor_id: string
  action: ResponseStatus | "deleted"
  values: JsonColumn<{ [key: string]: Json }>
  context: NullableJson<{ [key: string]: Json }>
  inserted_at: Time
}

interface WebhookTable extends Stamped {
  id: string
  seq: Generated<number>
  url: string
  secret: string
  events: ColumnType<WebhookEvent[], readonly WebhookEvent[]>
  enabled: Generated<boolean>
  description: string | null
}

interface WebhookDeliveryTable extends Stamped {
  id: string
  seq: Generated<number>
  webhook_id: string
  event: string
  subject: string
  body: string | null
  status: Generated<"pending" | "delivered" | "failed">
  attempts: Generated<number>
  next_attempt_at: Time | null
  last_status: number | null
  last_error: string | null
}

interface ExportAidTable extends Stamped {
  id: string
  seq: Generated<number>
  workspace_id: string
  kind: ExportAid["kind"]
  name: string
  sha256: string
  bytes: number
  about: string
  content: string
}

interface ConsensusVersionTable {
  id: string
  seq: Generated<number>
  dataset_id: string
  question_id: string
  version: number
  status: "computing" | "ready" | "failed"
  policy: JsonColumn
  as_of: Time
  total: number
}

export interface Tables {
  settings: { name: string; value: JsonColumn }
  users: UserTable
  sign_in_failures: { bucket: string; failures: number; window_ends_at: Time }
  workspaces: Stamped & { id: string; seq: Generated<number>; name: string }
  memberships: { workspace_id: string; user_id: string; seq: Generated<number>; inserted_at: Time }
  datasets: DatasetTable
  fields: FieldTable
  questions: FieldTable & { description: string | null }
  metadata_properties: MetadataPropertyTable
  vectors_settings: VectorSettingsTable
  records: RecordTable
  suggestions: SuggestionTable
  record_counts: { id: Generated<number>; dataset_id: string; records: number; completed: number }
  responses: ResponseTable
  response_events: ResponseEventTable
  record_versions: VersionTable
  suggestion_versions: VersionTable
  response_versions: VersionTable
  consensus_versions: ConsensusVersionTable
  consensus_values: { consensus_id: string; record_id: string }
  history_purges: { id: string; seq: Generated<number>; dataset_id: string }
  leases: {
    id: string
    dataset_id: string
    record_id: string
    user_id: string
    holder: string
    expires_at: Time
    inserted_at: Time
  }
  labeler_presence: { dataset_id: string; user_id: string; last_seq: Generated<number>; seen_at: Time }
  password_resets: { user_id: string; token_hash: string; expires_at: Time; inserted_at: Time }
  dataset_origins: { dataset_id: string; source: string; source_dataset_id: string; inserted_at: Time }
  export_aids: ExportAidTable
  webhooks: WebhookTable
  webhook_deliveries: WebhookDeliveryTable
  idempotency_keys: {
    user_id: string
    key: string
    request_hash: string
    status: number
    body: NullableJson
    inserted_at: Time
  }
}

/** A connection or a transaction: store functions take it first and never know which. */
export type Db = Kysely<Tables>
