/** How Vitest runs the tests of every package: from the sources, without a build. */
import { defineConfig } from "vitest/config"

/** Packages whose tests compute and do not wait on a disk or a database. */
const quick = ["schema", "quality", "training", "sdk", "web"]

/** Packages whose tests open a database or start a process: PGlite alone needs 2–4 s to open on two busy cores. */
const slow = ["server", "cli"]

const tests = (name: string) => ({ name, include: [`packages/${name}/src/**/*.test.{ts,tsx}`] })

export default defineConfig({
  // Workspace packages resolve to `src/*.ts`; Vitest hands these conditions on to the processes it runs tests in.
  ssr: { resolve: { conditions: ["source", "module", "node"] } },
  test: {
    projects: [
      ...quick.map((name) => ({ test: tests(name) })),
      ...slow.map((name) => ({
        test: {
          ...tests(name),
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Migrates one PGlite and leaves its dump for the files to start from.
          globalSetup: ["packages/server/src/test/global-setup.ts"],
        },
      })),
      {
        test: {
          name: "scripts",
          include: ["scripts/**/*.test.mjs"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      // The packaged product as a process of its own, killed and started again: needs a build, `npm test` makes one.
      // One file at a time and after all others: it is slow enough alone on two cores.
      {
        test: {
          name: "durability",
          include: ["e2e/durability/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
