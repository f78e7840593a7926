/** The server that the other commands talk to, where one is known. */
import { createClient, findConnection, LoamError } from "@loam/sdk"
import { loamVersion } from "@loam/server"
import { type Check, clockCheck, ok, problem, warning } from "./check.ts"

export async function checkServer(named: string | undefined): Promise<Check[]> {
  const { url, apiKey } = await findConnection({ url: named })
  // Nobody said which server: the default one need not run.
  if (!apiKey && !named && !process.env.LOAM_API_URL)
    return [ok("sign-in", "to no server: loam login, or LOAM_API_URL and LOAM_API_KEY")]
  const dates: string[] = []
  const fetchAndNote = async (request: Request) => {
    const response = await fetch(request)
    dates.push(response.headers.get("date") ?? "")
    return response
  }
  const client = createClient({ baseUrl: url, apiKey, fetch: fetchAndNote, retries: 0 })
  try {
    const { loam_version } = await client.info.version()
    const [date] = dates
    const checks = [
      loam_version === loamVersion
        ? ok("server", `${url}, Loam ${loam_version}`)
        : warning(
            "server",
            `${url} is Loam ${loam_version}, this command ${loamVersion}`,
            "bring both to one version",
          ),
      ...(date ? [clockCheck("the server", Date.parse(date) + 500 - Date.now())] : []),
    ]
    return [...checks, await checkKey(() => client.users.me())]
  } catch (error) {
    return [problem("server", reasonOf(error), "start it, or sign in to another: loam login --url <address>")]
  }
}

async function checkKey(me: () => Promise<{ username: string; role: string }>): Promise<Check> {
  try {
    const { username, role } = await me()
    return ok("sign-in", `as ${username} (${role})`)
  } catch (error) {
    return problem("sign-in", reasonOf(error), "loam login")
  }
}

const reasonOf = (error: unknown) => {
  if (error instanceof LoamError && "reason" in error) return String(error.reason)
  return error instanceof Error ? error.message : String(error)
}
