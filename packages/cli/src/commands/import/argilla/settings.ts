/** Makes a dataset with its settings, or completes one that an earlier run began. */
import type { Client } from "@loam/sdk"
import type { People } from "./people.ts"
import type { DatasetPlan } from "./plan.ts"
import type { Source, SourceSettings } from "./source.ts"

const missing = <Item extends { readonly name: string }>(
  wanted: readonly Item[],
  here: readonly { readonly name: string }[],
) => wanted.filter((each) => !here.some(({ name }) => name === each.name))

export async function bringDataset(
  client: Client,
  source: Source,
  plan: DatasetPlan,
  settings: SourceSettings,
  people: People,
): Promise<string> {
  const { guidelines, allow_extra_metadata, distribution, metadata, status, inserted_at } = plan.source
  const dataset_id =
    plan.targetId ??
    (
      await client.datasets.create({
        body: {
          name: plan.name,
          workspace_id: people.workspaceIds.get(plan.workspace.source.id) ?? "",
          guidelines,
          allow_extra_metadata,
          distribution,
          metadata,
          origin: { source: source.address, source_dataset_id: plan.source.id, inserted_at },
        },
      })
    ).id
  const target = { dataset_id }
  // The server checks settings against its own schema; here they pass through as they came.
  for (const { name, title, required, settings: own } of missing(
    settings.fields,
    (await client.fields.list(target)).items,
  ))
    await client.fields.create({
      ...target,
      body: { name, title: title || name, required, settings: own as never },
    })
  for (const { name, title, description, required, settings: own } of missing(
    settings.questions,
    (await client.questions.list(target)).items,
  ))
    await client.questions.create({
      ...target,
      body: {
        name,
        title: title || name,
        description: description || null,
        required,
        settings: own as never,
      },
    })
  for (const { name, title, visible_for_annotators, settings: own } of missing(
    settings.metadata_properties,
    (await client.metadataProperties.mine(target)).items,
  ))
    await client.metadataProperties.create({
      ...target,
      body: { name, title: title || name, visible_for_annotators, settings: own as never },
    })
  for (const { name, title, dimensions } of missing(
    settings.vectors_settings,
    (await client.vectorsSettings.list(target)).items,
  ))
    await client.vectorsSettings.create({ ...target, body: { name, title: title || name, dimensions } })
  const { status: now } = await client.datasets.get(target)
  if (status === "ready" && now === "draft") await client.datasets.publish(target)
  return dataset_id
}
