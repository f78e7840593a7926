/** The public names of the server package. */
export { type AppOptions, createApp } from "./app.ts"
export { type Config, environment, readConfig } from "./config.ts"
export { DatabaseUnavailable, StartRefused } from "./db/errors.ts"
export { openDatabase } from "./db/open.ts"
export { type FirstOwner, firstStart } from "./first-start/index.ts"
export type { Services } from "./http/context.ts"
export { openServices, prepare, type RunningServer, startServer } from "./start.ts"
export { loamVersion, protocolVersion } from "./version.ts"
