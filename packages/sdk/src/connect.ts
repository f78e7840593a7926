/** Finds out which server to talk to and with which key: options, environment, what `loam login` stored. */
import { type Client, type ClientOptions, createClient } from "./client.ts"
import { readCredentials, type StoredServer } from "./credentials.ts"
import { NotSignedInError } from "./errors.ts"

/** Where `loam serve` listens unless told otherwise. */
export const defaultUrl = "http://127.0.0.1:6900"

export interface ConnectOptions extends Omit<ClientOptions, "baseUrl" | "apiKey"> {
  /** Where the server is; else `LOAM_API_URL`, else what `loam login` stored, else {@link defaultUrl}. */
  readonly url?: string | undefined
  /** Else `LOAM_API_KEY`, else what `loam login` stored for this server. */
  readonly apiKey?: string | undefined
}

export interface Connection {
  readonly url: string
  readonly apiKey: string | undefined
}

const variable = (name: string): string | undefined =>
  (typeof process === "undefined" ? undefined : process.env[name]) || undefined

const sameServer = (a: string, b: string) => a.replace(/\/+$/, "") === b.replace(/\/+$/, "")

/** URL and key as {@link connect} would use them; the key is absent where none is known. */
export async function findConnection(options: ConnectOptions = {}): Promise<Connection> {
  const url = options.url ?? variable("LOAM_API_URL")
  const apiKey = options.apiKey ?? variable("LOAM_API_KEY")
  if (url && apiKey) return { url, apiKey }
  // A stored key goes to its own server only, never to another that the environment names.
  const stored = await readCredentials()
  const fits = (server: StoredServer) => (url ? sameServer(server.url, url) : server.url === stored.current)
  const server = stored.servers.find(fits)
  return { url: url ?? server?.url ?? defaultUrl, apiKey: apiKey ?? server?.api_key }
}

/**
 * A client for the server named by the options, by `LOAM_API_URL` and `LOAM_API_KEY`, or by what `loam login` stored
 * (`~/.config/loam/credentials.json`; Node, Bun and Deno only).
 *
 * @throws {@link NotSignedInError} when no key is known.
 * @example
 * const client = await connect()
 * const { items } = await client.datasets.mine()
 */
export async function connect(options: ConnectOptions = {}): Promise<Client> {
  const { url, apiKey } = await findConnection(options)
  if (!apiKey)
    throw new NotSignedInError(
      `No API key for ${url} is known. Set LOAM_API_URL and LOAM_API_KEY, or run \`loam login\`.`,
    )
  const { url: _, apiKey: __, ...rest } = options
  return createClient({ ...rest, baseUrl: url, apiKey })
}
