#!/usr/bin/env node
// Starts the compiled command; plain old JavaScript, so that an older Node gets a sentence instead of a syntax error.
const wanted = [24, 7]
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)

if (major < wanted[0] || (major === wanted[0] && minor < wanted[1])) {
  // A checkout can bring a newer Node; an installed package cannot.
  const { runByNewerNode } = await import("../../../scripts/lib/newer-node.mjs").catch(() => ({}))
  if (runByNewerNode) process.exit(await runByNewerNode(process.argv.slice(1)))
  console.error(
    `loam needs Node ${wanted.join(".")} or newer, this is ${process.versions.node}. See https://nodejs.org.`,
  )
  process.exit(1)
}

try {
  const { main } = await import("../dist/main.js")
  process.exitCode = await main(process.argv)
} catch (error) {
  if (error?.code !== "ERR_MODULE_NOT_FOUND" || process.env.LOAM_DEBUG) throw error
  console.error(`loam is not built: run \`npm run build\` in its folder (${error.message}).`)
  process.exit(1)
}
