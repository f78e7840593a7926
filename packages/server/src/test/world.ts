/** One of everything, and one person of every standing: what tests of all endpoints act on. */
import type { Client } from "@loam/sdk"
import type { TestApp } from "./app.ts"
import {
  buildDataset,
  buildRecords,
  buildWorkspace,
  rankingQuestion,
  ratingQuestion,
  textQuestion,
} from "./factories.ts"
import { type Receiver, startReceiver } from "./receiver.ts"

/** From the least to the most privileged; `author` wrote the response, `member` another one. */
export const standings = [
  "nobody",
  "annotatorOutside",
  "adminOutside",
  "member",
  "author",
  "adminMember",
  "owner",
] as const
export type Standing = (typeof standings)[number]

export interface World {
  readonly clients: Readonly<Record<Standing, Client>>
  /** API keys; nobody has none. */
  readonly keys: Readonly<Record<Standing, string | undefined>>
  readonly workspaceId: string
  readonly emptyWorkspaceId: string
  /** A member of the workspace that nothing else depends on, and somebody who is none. */
  readonly memberId: string
  readonly strangerId: string
  /** Of a link by which the stranger may choose a password. */
  readonly resetToken: string
  readonly draft: { readonly id: string; readonly fieldId: string; readonly questionId: string }
  readonly dataset: { readonly id: string; readonly questionId: string }
  /** Has a suggestion and the author's response. */
  readonly recordId: string
  readonly suggestionId: string
  readonly responseId: string
  readonly unansweredRecordId: string
  readonly propertyId: string
  readonly vectorSettingsId: string
  /** Asks for no event that the tests cause; somebody answers there. */
  readonly webhookId: string
  /** Nobody works on it. */
  readonly jobId: string
  /** A list of benchmark texts. */
  readonly aidId: string
}

async function buildPeople(test: TestApp, workspaceId: string) {
  const member = [workspaceId]
  const people = {
    annotatorOutside: await test.person("annotator"),
    adminOutside: await test.person("admin"),
    member: await test.person("annotator", member),
    author: await test.person("annotator", member),
    adminMember: await test.person("admin", member),
    owner: await test.person("owner"),
  }
  const clients = Object.fromEntries(
    standings.map((standing) => [
      standing,
      standing === "nobody" ? test.clientWith() : people[standing].client,
    ]),
  ) as Record<Standing, Client> // an entry for each standing, by construction
  const keys = Object.fromEntries(
    standings.map((standing) => [standing, standing === "nobody" ? undefined : people[standing].api_key]),
  ) as Record<Standing, string | undefined> // the same
  return { clients, keys }
}

let receiver: Promise<Receiver> | undefined

/** There are at most ten webhooks on a server, and a world for each test. */
async function buildWebhook({ owner, services }: TestApp): Promise<string> {
  receiver ??= startReceiver()
  const { url } = await receiver
  await services.database.db.deleteFrom("webhooks").execute()
  const { id } = await owner.client.webhooks.create({ body: { url, events: ["dataset.deleted"] } })
  await owner.client.webhooks.update({ webhook_id: id, body: { enabled: false } })
  return id
}

export async function buildWorld(test: TestApp): Promise<World> {
  const { client } = test.owner
  const workspaceId = (await buildWorkspace(client)).id
  const emptyWorkspaceId = (await buildWorkspace(client)).id
  const { clients, keys } = await buildPeople(test, workspaceId)
  const dataset = await buildDataset(client, {
    workspace_id: workspaceId,
    distribution: { strategy: "everyone", min_submitted: 1 },
    questions: [
      textQuestion("demonstration"),
      rankingQuestion("preference", ["left", "right"], false),
      ratingQuestion("quality", false),
    ],
  })
  const draft = await buildDataset(client, {
    workspace_id: workspaceId,
    publish: false,
    questions: [textQuestion("demonstration"), textQuestion("spare")],
  })
  const [question] = (await client.questions.list({ dataset_id: dataset.id })).items
  const [draftField] = (await client.fields.list({ dataset_id: draft.id })).items
  const [, draftQuestion] = (await client.questions.list({ dataset_id: draft.id })).items
  const [record, unanswered] = await buildRecords(client, dataset.id, 2)
  if (!question || !draftField || !draftQuestion || !record || !unanswered)
    throw new Error("incomplete world")
  const suggestion = await client.suggestions.upsert({
    record_id: record.id,
    body: { question_id: question.id, value: "a suggestion" },
  })
  const response = await clients.author.responses.create({
    record_id: record.id,
    body: { status: "submitted", values: { demonstration: { value: "an answer" } } },
  })
  const property = await client.metadataProperties.create({
    dataset_id: dataset.id,
    body: { name: "lang", title: "lang", settings: { type: "terms" } },
  })
  const vectorSettings = await client.vectorsSettings.create({
    dataset_id: dataset.id,
    body: { name: "meaning", title: "meaning", dimensions: 2 },
  })
  // Two, so that they can be compared.
  for (const _ of [1, 2])
    await client.consensus.compute({ dataset_id: dataset.id, body: { question: "quality" } })
  const strangerId = (await test.person("annotator")).id
  const aid = await client.exportAids.putBenchmark({
    workspace_id: workspaceId,
    name: "list",
    body: { items: ["a text"] },
  })
  return {
    clients,
    keys,
    workspaceId,
    emptyWorkspaceId,
    aidId: aid.id,
    memberId: (await test.person("annotator", [workspaceId])).id,
    strangerId,
    resetToken: (await client.users.makeResetLink({ user_id: strangerId, body: {} })).token,
    draft: { id: draft.id, fieldId: draftField.id, questionId: draftQuestion.id },
    dataset: { id: dataset.id, questionId: question.id },
    recordId: record.id,
    suggestionId: suggestion.id,
    responseId: response.id,
    unansweredRecordId: unanswered.id,
    propertyId: property.id,
    vectorSettingsId: vectorSettings.id,
    webhookId: await buildWebhook(test),
    jobId: (await test.services.jobs.send("hub-export", {})).id,
  }
}
