/** The dataset that a command is about. */
import { FeedbackDataset, type RemoteFeedbackDataset } from "@loam/sdk"
import type { Command } from "commander"
import { openClient } from "./session.ts"

/** Options by which every command names a dataset. */
export interface DatasetOptions {
  readonly workspace?: string
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** A dataset by name or id. */
export async function openDataset(
  command: Command,
  nameOrId: string,
  { workspace }: DatasetOptions,
): Promise<RemoteFeedbackDataset> {
  const client = await openClient(command)
  const query = isId(nameOrId) ? { id: nameOrId } : { name: nameOrId, workspace }
  return FeedbackDataset.open({ client, ...query })
}
