/** Every setting of the server: environment variable, default, one line of meaning. */
import { availableParallelism } from "node:os"
import { z } from "zod"
import { StartRefused } from "./db/errors.ts"

const blankAsAbsent = (value: unknown) => (value === "" ? undefined : value)
const count = (fallback: number, min: number, max: number) => {
  const error = `has to be a whole number from ${min} to ${max}`
  return z.preprocess(
    blankAsAbsent,
    z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error }).default(fallback),
  )
}
const optionalText = z.preprocess(blankAsAbsent, z.string().optional())
const toggle = (fallback: "0" | "1") =>
  z.preprocess(blankAsAbsent, z.enum(["0", "1"]).default(fallback)).transform((value) => value === "1")

export const environment = z.object({
  HOST: z.preprocess(blankAsAbsent, z.string().default("127.0.0.1")).describe("Address to listen on"),
  PORT: count(6900, 0, 65_535).describe("Port to listen on; 0 takes a free one"),
  LOAM_HOME: z
    .preprocess(blankAsAbsent, z.string().default("./loam-data"))
    .describe("Folder of the embedded database"),
  DATABASE_URL: optionalText.describe("A PostgreSQL to use instead of the embedded database"),
  LOAM_DATABASE_CONNECTIONS: count(10, 1, 200).describe("Connections to PostgreSQL"),
  LOAM_DATABASE_DEADLINE: count(30, 1, 600).describe("Seconds after which a silent database counts as stuck"),
  LOAM_THREADS: count(Math.max(1, Math.min(4, availableParallelism() - 1)), 0, 64).describe(
    "Threads that work out agreement, consensus and the like; 0 works them out between requests",
  ),
  LOAM_HISTORY_DAYS: count(0, 0, 36_500).describe(
    "Days after which what records, suggestions and answers once were is forgotten; 0 keeps it",
  ),
  LOAM_DISK_RESERVE: count(256, 0, 1_000_000).describe(
    "Megabytes of free disk below which writes are refused (embedded database; its write-ahead log needs room)",
  ),
  LOAM_LEASE_SECONDS: count(120, 1, 86_400).describe("How long a lease lives without renewal"),
  LOAM_DRAFT_SLOT_HOURS: count(24, 0, 8_760).describe("How long a draft keeps its slot on a record"),
  LOAM_SESSION_HOURS: count(24, 1, 8_760).describe("How long a sign-in lasts"),
  LOAM_PROXIES: count(0, 0, 10).describe(
    "Proxies in front of the server whose X-Forwarded-For is believed, for counting failed sign-ins",
  ),
  LOAM_SHUTDOWN_SECONDS: count(10, 0, 600).describe(
    "How long requests in flight may take to finish at shutdown",
  ),
  LOAM_WEBHOOK_PRIVATE_ADDRESSES: toggle("1").describe(
    "0 keeps webhooks from being sent to this machine and private networks",
  ),
  LOAM_IMAGE_HOSTS: z
    .preprocess(
      blankAsAbsent,
      z
        .string()
        .regex(/^[^;,]*$/, {
          error: "should be addresses like https://images.example.com, separated by spaces",
        })
        .default(""),
    )
    .describe(
      "Where images of records may be loaded from, e.g. https://images.example.com; https: is anywhere",
    ),
  LOAM_OWNER_USERNAME: optionalText.describe("Name of the first owner (default: owner)"),
  LOAM_OWNER_PASSWORD: optionalText.describe("Password of the first owner (default: random, printed once)"),
  LOAM_OWNER_API_KEY: optionalText.describe("API key of the first owner (default: random, printed once)"),
  LOAM_EXAMPLES: toggle("1").describe("0 leaves the example campaign out of a new database"),
  LOAM_LOG_LEVEL: z
    .preprocess(blankAsAbsent, z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("warn"))
    .describe("How much is logged, as JSON lines on standard error"),
})
export type Config = z.output<typeof environment>

/** Reads the settings; a bad one is refused with its name and what it should be. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const result = environment.safeParse(variables)
  if (result.success) return result.data
  // None of the settings checked here is a secret: those are texts, which anything fits.
  const problems = result.error.issues.map(({ path, message }) => {
    const name = path.join(".")
    return `${name}=${JSON.stringify(variables[name])}: ${message}`
  })
  throw new StartRefused(`settings are not valid: ${problems.join("; ")}`)
}
