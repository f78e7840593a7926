/** What a database can answer beside rows, in the product's words. */

/** Nothing answers: the disk is full or stuck, or the server is away. Becomes a 503. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable"
}

/** The start of the server is refused: the message says what to do about it. */
export class StartRefused extends Error {
  override readonly name = "StartRefused"
}

const sqlState = (error: unknown): string | undefined => {
  if (!(error instanceof Error) || !("code" in error)) return undefined
  return typeof error.code === "string" ? error.code : undefined
}

/** A unique constraint refused a row (23505). */
export const isUniqueViolation = (error: unknown): boolean => sqlState(error) === "23505"
/** A row that something points at is gone (23503). */
export const isMissingReference = (error: unknown): boolean => sqlState(error) === "23503"
/** No room to write (53100), or a file that cannot grow. */
export const isDiskFull = (error: unknown): boolean => sqlState(error) === "53100"
/** A NUL character inside JSON or text (22P05, 22021). */
export const isUnstorableText = (error: unknown): boolean =>
  ["22P05", "22021"].includes(sqlState(error) ?? "")
/** Two transactions stood in each other's way (40001, 40P01): the whole transaction may be tried again. */
export const isTransient = (error: unknown): boolean => ["40001", "40P01"].includes(sqlState(error) ?? "")
/** The connection, not the statement, failed. */
export const isConnectionLoss = (error: unknown): boolean => {
  if (error instanceof DatabaseUnavailable) return true
  const state = sqlState(error) ?? ""
  return (
    state.startsWith("08") ||
    state.startsWith("57P") ||
    ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT"].includes(state) ||
    (error instanceof Error &&
      /Connection terminated|not queryable|Client was closed|timeout exceeded when trying to connect/.test(
        error.message,
      ))
  )
}
