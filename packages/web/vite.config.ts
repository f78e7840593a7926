// Builds the annotation app; in development it serves the sources and passes /api on to a running server.
import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

const api = process.env.LOAM_API_URL ?? "http://127.0.0.1:6900"

export default defineConfig({
  plugins: [react()],
  // Workspace packages are read from their sources, so no build of theirs is needed first.
  resolve: { conditions: ["source", "module", "browser", "development|production"] },
  build: {
    target: "es2022",
    // The server's policy is `default-src 'self'`: no data: URLs for scripts, styles or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    // The second page is the inside of a custom field's frame.
    rolldownOptions: { input: ["index.html", "frame.html"] },
  },
  server: { host: "127.0.0.1", proxy: { "/api": api } },
  preview: { host: "127.0.0.1", proxy: { "/api": api } },
})
