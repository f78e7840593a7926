/** What the stand-in for the Hugging Face Hub keeps: dataset repositories as commits, and large files by their hash. */
import { createHash, randomBytes } from "node:crypto"

export interface StoredFile {
  readonly bytes: Uint8Array
  /** Git's id of the file, or of its pointer. */
  readonly oid: string
  /** SHA-256 of a file that was uploaded as a large one. */
  readonly lfs?: string
}

export interface Commit {
  readonly oid: string
  readonly title: string
  readonly date: string
  readonly files: ReadonlyMap<string, StoredFile>
}

export interface Repo {
  /** `namespace/name`. */
  readonly id: string
  readonly private: boolean
  readonly commits: Commit[]
}

const gitOid = (bytes: Uint8Array) =>
  createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex")

const pointer = (sha: string, size: number) =>
  Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${sha}\nsize ${size}\n`)

export const pointerSize = (sha: string, size: number) => pointer(sha, size).length

export const plainFile = (bytes: Uint8Array): StoredFile => ({ bytes, oid: gitOid(bytes) })

export const largeFile = (bytes: Uint8Array, sha: string): StoredFile => ({
  bytes,
  oid: gitOid(pointer(sha, bytes.length)),
  lfs: sha,
})

/** Adds a commit on top of the others. */
export function addCommit(repo: Repo, title: string, files: ReadonlyMap<string, StoredFile>): Commit {
  const oid = randomBytes(20).toString("hex")
  const commit = { oid, title, date: new Date().toISOString(), files }
  repo.commits.push(commit)
  return commit
}

export function createRepo(id: string, isPrivate: boolean): Repo {
  const repo: Repo = { id, private: isPrivate, commits: [] }
  // As the Hub does: a new dataset knows which files are large ones.
  const attributes = "*.parquet filter=lfs diff=lfs merge=lfs -text\n"
  addCommit(repo, "initial commit", new Map([[".gitattributes", plainFile(Buffer.from(attributes))]]))
  return repo
}

/** A commit by its id, by `main` or by `HEAD`. */
export const findCommit = (repo: Repo, revision: string): Commit | undefined =>
  revision === "main" || revision === "HEAD"
    ? repo.commits.at(-1)
    : repo.commits.find(({ oid }) => oid === revision)

/** A failure to be answered instead of doing the work, for tests of retries. */
export interface Failure {
  /** Matches `METHOD /path`. */
  readonly match: string
  readonly status: number
  left: number
}

export interface HubState {
  readonly repos: Map<string, Repo>
  /** Large files by their SHA-256, whether or not a commit names them. */
  readonly objects: Map<string, Uint8Array>
  /** Pieces of multipart uploads under way. */
  readonly pieces: Map<string, Map<number, Uint8Array>>
  readonly failures: Failure[]
  /** `METHOD /path` of everything asked for, without queries. */
  readonly requests: string[]
}

export const createState = (): HubState => ({
  repos: new Map(),
  objects: new Map(),
  pieces: new Map(),
  failures: [],
  requests: [],
})
