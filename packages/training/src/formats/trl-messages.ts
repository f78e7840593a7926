/** Messages and tools as TRL reads them: tool arguments are objects, loss weights have no place. */

import type { Example, Message, ToolSchema } from "../example.ts"
import { type Feature, type Features, json, list, string, struct } from "../json/features.ts"
import type { FormatContext } from "./format.ts"

/** Columns of a message; tool calls differ in shape from row to row and travel as JSON. */
export const messageFeature: Feature = list(struct({ role: string, content: string }))

export type TrlMessage = Omit<Message, "weight">

export function trlMessage(message: Message): TrlMessage {
  const { role, content, tool_calls, tool_call_id, name, thinking } = message
  return {
    role,
    ...(name === undefined || role !== "tool" ? {} : { name }),
    ...(content === undefined ? {} : { content }),
    ...(tool_calls === undefined ? {} : { tool_calls }),
    ...(tool_call_id === undefined ? {} : { tool_call_id }),
    ...(thinking === undefined ? {} : { thinking }),
  }
}

export const trlMessages = (messages: readonly Message[]): TrlMessage[] => messages.map(trlMessage)

/** The `tools` column, where the example has tools. */
export function toolsColumn({ tools }: Example): { tools?: readonly ToolSchema[] } {
  return tools === undefined ? {} : { tools }
}

/** The type of that column; a column that no row has would make readers stumble. */
export const toolsFeature = ({ shape }: FormatContext): Features => (shape.tools ? { tools: json } : {})
