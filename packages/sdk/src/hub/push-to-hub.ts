/** Puts files into a dataset repository on the Hugging Face Hub in one commit; what broke off is taken up again. */
import { LoamError } from "../errors.ts"

export interface HubFile {
  readonly path: string
  readonly content: Blob
}

export interface HubPushOptions {
  /** `organisation/name`; made when it is not there. */
  readonly repo: string
  readonly files: readonly HubFile[]
  /** A token that may write there; it goes to the Hub and nowhere else. */
  readonly token: string
  /** Another Hub than huggingface.co. */
  readonly hubUrl?: string | undefined
  /** Only for a repository that is made. */
  readonly private?: boolean | undefined
  readonly title?: string | undefined
  /** Told what is being done, and after each attempt that failed. */
  readonly onProgress?: ((step: HubProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface HubProgress {
  readonly step: "creating" | "preuploading" | "uploadingLargeFiles" | "committing" | "retrying"
  /** Files that the Hub has, of `files`. */
  readonly done: number
  readonly files: number
}

export interface HubPushResult {
  readonly url: string
  readonly commit: string
}

/** The Hub refused or did not answer. `status` is 0 when there was no answer. */
export class HubError extends LoamError {
  override readonly name = "HubError"
  readonly status: number
  constructor(message: string, status: number, cause: unknown) {
    super(message, { cause })
    this.status = status
  }
}

/** Attempts after the first: 0.5, 1, 2, 4, 8 s between them. Large files that arrived are not sent again. */
const mostRetries = 5

const statusOf = (error: unknown): number =>
  error instanceof Error && "statusCode" in error && typeof error.statusCode === "number"
    ? error.statusCode
    : 0

/** What a second attempt may mend: a busy Hub, or a connection that broke off (`fetch` says TypeError). */
const passing = (error: unknown) => {
  const status = statusOf(error)
  return status >= 500 || status === 429 || (status === 0 && error instanceof TypeError)
}

const sentences: Readonly<Record<number, string>> = {
  401: "the Hub does not know this token; make one at https://huggingface.co/settings/tokens and set HF_TOKEN",
  403: "this token may not write there; it needs the right to write in that namespace",
  404: "the Hub has no such repository, or this token may not see it",
}

function explained(error: unknown, repo: string): HubError {
  const status = statusOf(error)
  const reason = sentences[status] ?? (error instanceof Error ? error.message : String(error))
  return new HubError(`${repo}: ${reason}`, status, error)
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export async function pushToHub(options: HubPushOptions): Promise<HubPushResult> {
  const { repo: name, files, token: accessToken, signal, onProgress } = options
  const hub = await import("@huggingface/hub")
  const access = { accessToken, hubUrl: options.hubUrl ?? hub.HUB_URL }
  const repo = { type: "dataset" as const, name }
  const done = new Set<string>()
  const tell = (step: HubProgress["step"]) => onProgress?.({ step, done: done.size, files: files.length })

  async function create(): Promise<void> {
    tell("creating")
    if (await hub.repoExists({ ...access, repo })) return
    await hub.createRepo({ ...access, repo, private: options.private ?? false })
  }

  /** Shards of an earlier push that this one does not replace: without them gone, a reader would mix both. */
  async function stale(): Promise<string[]> {
    const now = new Set(files.map(({ path }) => path))
    const found: string[] = []
    for await (const { type, path } of hub.listFiles({ ...access, repo, recursive: true }))
      if (type === "file" && /^data\/.*\.parquet$/.test(path) && !now.has(path)) found.push(path)
    return found
  }

  async function commit(): Promise<string> {
    const operations = [
      ...files.map((file) => ({ operation: "addOrUpdate" as const, ...file })),
      ...(await stale()).map((path) => ({ operation: "delete" as const, path })),
    ]
    const title = options.title ?? "Upload dataset"
    const events = hub.commitIter({
      ...access,
      repo,
      title,
      operations,
      ...(signal ? { abortSignal: signal } : {}),
    })
    for (;;) {
      const next = await events.next()
      if (next.done) return next.value?.commit.oid ?? ""
      const event = next.value
      if (event.event === "phase") tell(event.phase)
      else if (event.state === "uploading" && event.progress === 1) {
        done.add(event.path)
        tell("uploadingLargeFiles")
      }
    }
  }

  for (let attempt = 0; ; attempt += 1) {
    signal?.throwIfAborted()
    try {
      await create()
      return { url: `${access.hubUrl}/datasets/${name}`, commit: await commit() }
    } catch (error) {
      if (signal?.aborted || attempt >= mostRetries || !passing(error)) throw explained(error, name)
      tell("retrying")
      await pause(500 * 2 ** attempt)
    }
  }
}
