/** Lets a program of the checkout that was started by an older Node run by one that is new enough. */
import { runForeground } from "./foreground.mjs"
import { ensureNode, environmentFor } from "./node-runtime.mjs"
import { Problem, say } from "./say.mjs"

/**
 * @param {string[]} args the script and its arguments
 * @returns {Promise<number>} its exit code
 */
export async function runByNewerNode(args) {
  try {
    const node = await ensureNode()
    return await runForeground(node, args, environmentFor(node), process.cwd())
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    say(error.message)
    return 1
  }
}
