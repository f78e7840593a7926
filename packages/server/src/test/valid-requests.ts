/** A valid request for every endpoint of the contract: adding an endpoint without one does not compile. */
import { randomUUID } from "node:crypto"
import type { Api, EndpointDefinition, Input } from "@loam/schema"
import type { World } from "./world.ts"

export type ValidRequests = {
  readonly [Noun in keyof Api]: {
    readonly [Verb in keyof Api[Noun]]: Api[Noun][Verb] extends EndpointDefinition
      ? (world: World) => Input<Api[Noun][Verb]>
      : never
  }
}

const fresh = (kind: string) => `${kind}-${randomUUID().slice(0, 8)}`
const textSettings = { type: "text" } as const
const answered = { status: "submitted" as const, values: { demonstration: { value: "an answer" } } }
/** Two letters are a model that can be opened. */
const smallTokenizer = {
  ...{ added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null },
  model: { type: "BPE", vocab: { a: 0, b: 1 }, merges: [] },
}
const inDataset = ({ dataset }: World) => ({ dataset_id: dataset.id })
const about = (question: string) => (world: World) => ({ ...inDataset(world), query: { question } })
const ofVersion = (world: World) => ({ ...about("quality")(world), version: "2" })
const ofRecord = ({ recordId }: World) => ({ record_id: recordId })
const ofResponse = ({ responseId }: World) => ({ response_id: responseId })
const ofWebhook = ({ webhookId }: World) => ({ webhook_id: webhookId })
const inWorkspace = ({ workspaceId }: World) => ({ workspace_id: workspaceId })
const stranger = ({ strangerId }: World) => ({ user_id: strangerId })

/** `credentials` sign somebody in who exists. */
export const validRequests = (credentials: { username: string; password: string }): ValidRequests => ({
  info: { version: () => ({}), status: () => ({}), settings: () => ({}) },
  users: {
    me: () => ({}),
    signIn: () => ({ body: credentials }),
    signOut: () => ({}),
    rotateApiKey: () => ({}),
    token: () => ({ body: credentials }),
    list: () => ({}),
    get: stranger,
    create: () => ({ body: { username: fresh("user"), first_name: "U", password: "correct horse" } }),
    update: (world) => ({ ...stranger(world), body: { last_name: "L" } }),
    remove: stranger,
    changePassword: () => ({ body: { password: "correct horse battery" } }),
    makeResetLink: (world) => ({ ...stranger(world), body: {} }),
    readResetLink: ({ resetToken }) => ({ body: { token: resetToken } }),
    resetPassword: ({ resetToken }) => ({ body: { token: resetToken, password: "correct horse battery" } }),
  },
  workspaces: {
    mine: () => ({}),
    ofUser: stranger,
    create: () => ({ body: { name: fresh("workspace") } }),
    get: inWorkspace,
    remove: ({ emptyWorkspaceId }) => ({ workspace_id: emptyWorkspaceId }),
    users: inWorkspace,
    addUser: (world) => ({ ...inWorkspace(world), body: { user_id: world.strangerId } }),
    removeUser: (world) => ({ ...inWorkspace(world), user_id: world.memberId }),
  },
  datasets: {
    mine: () => ({}),
    create: ({ workspaceId }) => ({ body: { name: fresh("dataset"), workspace_id: workspaceId } }),
    origins: () => ({}),
    get: inDataset,
    update: (world) => ({ ...inDataset(world), body: { guidelines: "Read." } }),
    remove: inDataset,
    publish: ({ draft }) => ({ dataset_id: draft.id }),
    progress: inDataset,
    usersProgress: inDataset,
    metrics: inDataset,
  },
  fields: {
    list: inDataset,
    create: ({ draft }) => ({
      dataset_id: draft.id,
      body: { name: fresh("field"), title: "F", settings: textSettings },
    }),
    update: ({ draft }) => ({ field_id: draft.fieldId, body: { title: "T" } }),
    remove: ({ draft }) => ({ field_id: draft.fieldId }),
  },
  questions: {
    list: inDataset,
    create: ({ draft }) => ({
      dataset_id: draft.id,
      body: { name: fresh("question"), title: "Q", settings: textSettings },
    }),
    update: ({ draft }) => ({ question_id: draft.questionId, body: { title: "T" } }),
    remove: ({ draft }) => ({ question_id: draft.questionId }),
  },
  metadataProperties: {
    mine: inDataset,
    create: (world) => ({
      ...inDataset(world),
      body: { name: fresh("property"), title: "P", settings: { type: "terms" } },
    }),
    update: ({ propertyId }) => ({ metadata_property_id: propertyId, body: { title: "T" } }),
    remove: ({ propertyId }) => ({ metadata_property_id: propertyId }),
    metrics: ({ propertyId }) => ({ metadata_property_id: propertyId }),
  },
  vectorsSettings: {
    list: inDataset,
    create: (world) => ({
      ...inDataset(world),
      body: { name: fresh("vector"), title: "V", dimensions: 2 },
    }),
    update: ({ vectorSettingsId }) => ({ vector_settings_id: vectorSettingsId, body: { title: "T" } }),
    remove: ({ vectorSettingsId }) => ({ vector_settings_id: vectorSettingsId }),
  },
  records: {
    list: inDataset,
    create: (world) => ({ ...inDataset(world), body: { items: [{ fields: { prompt: "p" } }] } }),
    upsert: (world) => ({
      ...inDataset(world),
      body: { items: [{ id: world.recordId, metadata: { k: 1 } }] },
    }),
    stream: (world) => ({
      ...inDataset(world),
      // Lines go over the wire as a text, which the row schema cannot say.
      body: `${JSON.stringify({ fields: { prompt: "p" } })}\n` as never,
    }),
    get: ofRecord,
    update: (world) => ({ ...ofRecord(world), body: { metadata: { k: 2 } } }),
    remove: ofRecord,
    removeMany: (world) => ({ ...inDataset(world), query: { ids: world.recordId } }),
  },
  restore: {
    records: (world) => ({
      ...inDataset(world),
      body: `${JSON.stringify({ fields: { prompt: "p" } })}\n` as never,
    }),
  },
  search: {
    all: (world) => ({ ...inDataset(world), body: {} }),
    mine: (world) => ({ ...inDataset(world), body: {} }),
    suggestionOptions: inDataset,
  },
  suggestions: {
    list: ofRecord,
    upsert: (world) => ({
      ...ofRecord(world),
      body: { question_id: world.dataset.questionId, value: "another suggestion" },
    }),
    removeMany: (world) => ({ ...ofRecord(world), query: { ids: world.suggestionId } }),
    remove: ({ suggestionId }) => ({ suggestion_id: suggestionId }),
  },
  responses: {
    create: ({ unansweredRecordId }) => ({ record_id: unansweredRecordId, body: answered }),
    update: (world) => ({ ...ofResponse(world), body: answered }),
    remove: ofResponse,
    bulk: ({ unansweredRecordId }) => ({ body: { items: [{ record_id: unansweredRecordId, ...answered }] } }),
    events: ofResponse,
  },
  webhooks: {
    list: () => ({}),
    create: () => ({ body: { url: "http://127.0.0.1:9/hook", events: ["dataset.deleted"] } }),
    update: (world) => ({ ...ofWebhook(world), body: { enabled: false } }),
    remove: ofWebhook,
    ping: ofWebhook,
    deliveries: ofWebhook,
  },
  jobs: {
    get: ({ jobId }) => ({ job_id: jobId }),
    importFromHub: (world) => ({
      ...inDataset(world),
      body: {
        name: "team/none",
        subset: "default",
        split: "train",
        mapping: { fields: [{ source: "a", target: "prompt" }] },
      },
    }),
    exportToHub: (world) => ({ ...inDataset(world), body: { name: "team/none", token: "t" } }),
  },
  oauth: {
    providers: () => ({}),
    authentication: () => ({ provider: "none" }),
    accessToken: () => ({ provider: "none" }),
  },
  leases: {
    take: (world) => ({ ...inDataset(world), body: { holder: "tab" } }),
    renew: (world) => ({ ...inDataset(world), body: { holder: "tab" } }),
    giveBack: (world) => ({ ...inDataset(world), query: { holder: "tab" } }),
  },
  insights: {
    agreement: about("demonstration"),
    consensus: about("demonstration"),
    annotators: about("demonstration"),
    leaderboard: about("preference"),
    gold: (world) => ({ ...inDataset(world), query: { question: "quality", gold: "metadata.gold" } }),
    goldTable: (world) => ({
      ...inDataset(world),
      body: { question: "quality", values: { [world.recordId]: 4 } },
    }),
    gates: (world) => ({ ...inDataset(world), body: { gates: [{ gate: "completeness", at_least: 0.5 }] } }),
    activity: inDataset,
    tallies: about("demonstration"),
    disagreements: about("demonstration"),
  },
  consensus: {
    compute: (world) => ({ ...inDataset(world), body: { question: "preference" } }),
    list: inDataset,
    get: ofVersion,
    values: ofVersion,
    compare: ofVersion,
    remove: ofVersion,
  },
  history: {
    get: inDataset,
    purge: (world) => ({ ...inDataset(world), body: {} }),
  },
  copies: {
    create: (world) => ({ ...inDataset(world), body: { name: fresh("copy"), where: "submitted >= 1" } }),
  },
  exportAids: {
    list: inWorkspace,
    putTokenizer: (world) => ({
      ...inWorkspace(world),
      name: fresh("tokenizer"),
      body: { tokenizer: smallTokenizer },
    }),
    putBenchmark: (world) => ({
      ...inWorkspace(world),
      name: fresh("benchmark"),
      body: { items: ["Which of these is the heaviest element?"] },
    }),
    remove: (world) => ({ ...inWorkspace(world), aid_id: world.aidId }),
  },
  exports: {
    download: inDataset,
    check: inDataset,
    preview: inDataset,
    tasks: inDataset,
    selection: (world) => ({ ...inDataset(world), query: { where: "submitted >= 1" } }),
  },
})
