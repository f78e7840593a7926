/** Whether the data folder can be used, found out before anything is written into it. */
import { constants } from "node:fs"
import { access, stat } from "node:fs/promises"
import { dirname, resolve } from "node:path"

export interface FolderCheck {
  readonly folder: string
  readonly exists: boolean
  /** What is wrong and what to do, `undefined` when all is well. */
  readonly problem: string | undefined
  /** The folder or its nearest parent that exists: whose disk counts. */
  readonly nearest: string
}

async function nearestExisting(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  return found || dirname(path) === path ? path : nearestExisting(dirname(path))
}

async function problemOf(folder: string, nearest: string): Promise<string | undefined> {
  const found = await stat(nearest)
  if (!found.isDirectory()) {
    const what = nearest === folder ? "is a file" : `lies below the file ${nearest}`
    return `the data folder ${folder} ${what}. Choose another with --home`
  }
  try {
    await access(nearest, constants.W_OK | constants.X_OK)
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EROFS")
      return `the data folder ${folder} is on a read-only disk. Choose another with --home`
    const cause = nearest === folder ? "cannot be written" : `cannot be made inside ${nearest}`
    return `the data folder ${folder} ${cause} by this user. Choose another with --home, or give the user the right`
  }
  // Making a folder in /proc succeeds or hangs by no rule; it can hold no data anyhow.
  if (/^\/(proc|sys)(\/|$)/.test(folder)) return `${folder} can hold no data. Choose another with --home`
  return undefined
}

export async function checkFolder(path: string): Promise<FolderCheck> {
  const folder = resolve(path)
  const nearest = await nearestExisting(folder)
  return { folder, nearest, exists: nearest === folder, problem: await problemOf(folder, nearest) }
}
