/** A running Argilla 2.x or 1.29, or another Loam, as a source. */
import { exitCodes } from "../../../exit-codes.ts"
import { Failure } from "../../../failure.ts"
import { type Door, openDoor } from "./http.ts"
import type {
  Source,
  SourceDataset,
  SourceRecord,
  SourceSettings,
  SourceUser,
  SourceWorkspace,
} from "./source.ts"

const pageSize = 500

interface Listing<Item> {
  readonly items: Item[]
}
type RawUser = Omit<SourceUser, "api_key"> & { readonly api_key?: string | null }
type RawDataset = Omit<SourceDataset, "distribution" | "metadata"> & Partial<SourceDataset>

/** Version 1 of the protocol first, then its older dialect, which answers bare lists. */
async function listOf<Item>(door: Door, path: string, older: string): Promise<Item[]> {
  const found = (await door.get(`/api/v1${path}`, [404, 405])) as Listing<Item> | undefined
  return found ? found.items : ((await door.get(`/api${older}`)) as Item[])
}

/** A masked key, as Loam shows it, is none. */
const wholeKey = (key: string | null | undefined) => (key && /^[\x21-\x7e]{8,300}$/.test(key) ? key : null)

const readUser = ({
  id,
  username,
  first_name,
  last_name,
  role,
  api_key,
  inserted_at,
}: RawUser): SourceUser => ({
  id,
  username,
  first_name,
  last_name: last_name ?? null,
  role,
  api_key: wholeKey(api_key),
  inserted_at: inserted_at ?? null,
})

const readDataset = (raw: RawDataset): SourceDataset => ({
  ...raw,
  guidelines: raw.guidelines || null,
  // Argilla 1.x asks everybody, and counts nothing.
  distribution: raw.distribution ?? { strategy: "everyone", min_submitted: 1 },
  metadata: raw.metadata ?? null,
})

const withoutSlash = (address: string) => address.replace(/\/+$/, "")

export async function openServerSource(url: string, apiKey: string, signal?: AbortSignal): Promise<Source> {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new Failure(`--url '${url}' is not an address: write http://… or https://…`, exitCodes.usage)
  const address = withoutSlash(url)
  const door = openDoor(address, apiKey, signal)
  const version = (await door.get("/api/v1/version", [404, 405])) as { version?: unknown } | undefined
  if (typeof version?.version !== "string")
    throw new Failure(
      `${address} answers, but not as an Argilla server does. --url is the address its page opens at, such as http://localhost:6900`,
    )
  const me = readUser(((await door.get("/api/v1/me", [404])) ?? (await door.get("/api/me"))) as RawUser)
  if (me.role !== "owner")
    throw new Failure(
      `the API key of the source belongs to '${me.username}' (${me.role}): an owner's is needed, who alone sees all users and answers`,
      exitCodes.refused,
    )
  const isLoam = "loam_version" in version
  const items = async <Item>(path: string) => ((await door.get(`/api/v1${path}`)) as Listing<Item>).items
  const pathOf = (dataset: SourceDataset, limit: number) =>
    `/api/v1/datasets/${dataset.id}/records?limit=${limit}`

  return {
    address,
    title: `${isLoam ? "Loam" : "Argilla"} ${version.version} at ${address}`,
    users: async () => (await listOf<RawUser>(door, "/users", "/users")).map(readUser),
    workspaces: async () => {
      const all = await items<Omit<SourceWorkspace, "members">>("/me/workspaces")
      return Promise.all(
        all.map(async ({ id, name, inserted_at = null }) => {
          const path = `/workspaces/${id}/users`
          return {
            id,
            name,
            inserted_at,
            members: (await listOf<RawUser>(door, path, path)).map((user) => user.id),
          }
        }),
      )
    },
    datasets: async () => (await items<RawDataset>("/me/datasets")).map(readDataset),
    settings: async ({ id }) => ({
      fields: await items<SourceSettings["fields"][number]>(`/datasets/${id}/fields`),
      questions: await items<SourceSettings["questions"][number]>(`/datasets/${id}/questions`),
      metadata_properties: await items<SourceSettings["metadata_properties"][number]>(
        `/me/datasets/${id}/metadata-properties`,
      ),
      vectors_settings: await items<SourceSettings["vectors_settings"][number]>(
        `/datasets/${id}/vectors-settings`,
      ),
    }),
    count: async (dataset) => {
      if (dataset.status === "draft") return 0
      return ((await door.get(pathOf(dataset, 1))) as { total?: number }).total ?? 0
    },
    records: (dataset) => readPages(door, dataset, pathOf(dataset, pageSize), isLoam),
  }
}

/** The next page is asked for while this one is used. Loam's pages follow the last record; Argilla's are counted. */
async function* readPages(
  door: Door,
  dataset: SourceDataset,
  path: string,
  isLoam: boolean,
): AsyncGenerator<SourceRecord[]> {
  if (dataset.status === "draft") return
  const page = async (offset: number, last: string | undefined) => {
    const after = last === undefined ? "" : `&after=${last}`
    const where = isLoam ? after : `&offset=${offset}`
    const include = "&include=responses&include=suggestions&include=vectors"
    return ((await door.get(`${path}${include}${where}`)) as Listing<SourceRecord>).items
  }
  let offset = 0
  let records = await page(0, undefined)
  while (records.length > 0) {
    offset += records.length
    const next = page(offset, records.at(-1)?.id)
    // Awaited below; should the reader stop before, its failure concerns nobody.
    next.catch(() => undefined)
    yield records
    records = await next
  }
}
