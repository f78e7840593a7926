/** How the browser tests run: on the Chromium that is there, one worker at a time, with a trace of what failed. */
import { defineConfig } from "@playwright/test"
import { findChromium } from "../scripts/lib/chromium.mjs"

const chromium = findChromium()
const asRoot = process.getuid?.() === 0

// What a browser does on its own account (updates, sync, first-run pages) has no place in a test, and needs a network.
const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
const background = ["--disable-background-networking", "--disable-component-update"]

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts", // the *.test.ts need no browser: Vitest runs them
  outputDir: "test-results",
  workers: 1, // a server, its database and a browser fill two cores
  timeout: 120_000,
  forbidOnly: Boolean(process.env.CI),
  use: {
    browserName: "chromium",
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      chromiumSandbox: !asRoot, // Chromium refuses its sandbox to root
      args: [...quiet, ...background],
    },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
})
