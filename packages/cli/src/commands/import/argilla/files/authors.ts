/** Who answered, as far as files tell: ids. `--map-users` says who they are. */
import { readFile } from "node:fs/promises"
import { z } from "zod"
import { exitCodes } from "../../../../exit-codes.ts"
import { Failure } from "../../../../failure.ts"
import type { SourceUser } from "../source.ts"
import { check } from "./check.ts"
import { parseJson } from "./folder.ts"

export type UserNames = ReadonlyMap<string, string>

/** `{"<id there>": "<username here>"}` */
export async function readUserNames(path: string | undefined): Promise<UserNames> {
  if (path === undefined) return new Map()
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new Failure(`there is no file ${path}`, exitCodes.notFound, error)
  })
  const shape = z.record(z.string(), z.string().trim().min(1))
  const read = shape.safeParse(parseJson(text, path))
  if (!read.success)
    throw new Failure(
      `${path}: it is not one object of ids and usernames, such as {"0191…": "ana"}`,
      exitCodes.usage,
      read.error,
    )
  return new Map(Object.entries(check(shape, read.data, path)))
}

/** For people whose names nobody told. */
export const placeholderName = (id: string) => `unknown-${id.slice(-12)}`

export function authorsOf(ids: Iterable<string>, names: UserNames): SourceUser[] {
  const all = new Set(ids)
  const stray = [...names.keys()].find((id) => !all.has(id))
  if (stray !== undefined)
    throw new Failure(
      `--map-users names ${stray}, who has no answer in these files. They have answers of: ${[...all].join(", ") || "nobody"}`,
      exitCodes.usage,
    )
  return [...all].map((id) => {
    const name = names.get(id)
    const username = name ?? placeholderName(id)
    return {
      id,
      username,
      first_name: name ?? "Unknown",
      last_name: null,
      role: "annotator",
      api_key: null,
      placeholder: name === undefined,
    }
  })
}
