/** Tokenizers and benchmark lists of a workspace. A tokenizer is opened before it is kept, in a thread of its own. */
import { createHash } from "node:crypto"
import { api, type ExportAid, limits } from "@loam/schema"
import { openExaminer } from "../exports/examine/index.ts"
import type { Bind } from "../http/bind.ts"
import type { Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { findAid, listAids, putAid, removeAid } from "./store.ts"

/** The kept form; members in one order, so that equal content has one hash. */
function contentOf(content: unknown) {
  const text = JSON.stringify(content)
  const bytes = Buffer.byteLength(text)
  return { text, bytes, sha256: createHash("sha256").update(text).digest("hex") }
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

export function exportAidRoutes(bind: Bind, { database: { db } }: Services): void {
  /** Room for one more, unless it replaces one. */
  async function refuseTooMany(workspaceId: string, kind: ExportAid["kind"], name: string) {
    if (await findAid(db, workspaceId, kind, name)) return
    if ((await listAids(db, workspaceId)).length >= limits.exportAids.perWorkspace)
      throw refuse.conflict(
        `A workspace keeps at most ${limits.exportAids.perWorkspace} tokenizers and benchmark lists: delete one first`,
      )
  }

  bind(api.exportAids.list, async ({ params }) => ({ items: await listAids(db, params.workspace_id) }))

  bind(
    api.exportAids.putTokenizer,
    async ({ params: { workspace_id, name }, body }) => {
      await refuseTooMany(workspace_id, "tokenizer", name)
      const { tokenizer, config, chat_template } = body
      const content = contentOf({
        tokenizer,
        config: config ?? undefined,
        chat_template: chat_template ?? undefined,
      })
      const key = `tokenizer:${content.sha256}`
      const examiner = await openExaminer({ tokenizer: { key, text: content.text }, benchmarks: [] }, {})
      const { about } = examiner
      await examiner.close()
      return putAid(db, { workspace_id, kind: "tokenizer", name, ...content, about })
    },
    { transaction: false },
  )

  bind(
    api.exportAids.putBenchmark,
    async ({ params: { workspace_id, name }, body: { items } }) => {
      await refuseTooMany(workspace_id, "benchmark", name)
      const named = items.map((item, index) => {
        const { name: given, text } = typeof item === "string" ? { name: undefined, text: item } : item
        return { name: given ? `${name}/${given}` : `${name}/${index + 1}`, text }
      })
      const content = contentOf(named)
      const about = `${items.length} texts, ${megabytes(content.bytes)}`
      return putAid(db, { workspace_id, kind: "benchmark", name, ...content, about })
    },
    { transaction: false },
  )

  bind(api.exportAids.remove, async ({ db: transaction, params }) => {
    const removed = await removeAid(transaction, params.workspace_id, params.aid_id)
    if (!removed) throw refuse.notFound("tokenizer or benchmark list", params.aid_id)
    return removed
  })
}
