/** The public names of the SDK. */
export { type CallOptions, type Client, type ClientOptions, createClient } from "./client.ts"
export { ApiError } from "./errors.ts"
