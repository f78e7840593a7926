/** Where to go after signing in: only ever a page of this app. */

/** The path of `target` when it is a page on `origin` other than the sign-in page itself, else `/`. */
export function safeRedirect(target: string | undefined, origin: string): string {
  // Browsers read a backslash as a slash and drop tabs and line ends, so `/\evil.example` leaves the site.
  if (!target?.startsWith("/") || /[\\\p{Cc}]/u.test(target)) return "/"
  const url = URL.canParse(target, origin) ? new URL(target, origin) : null
  if (!url || url.origin !== origin) return "/"
  if (/^\/(login|sign-in|api)(\/|$)/.test(url.pathname) || url.pathname.startsWith("//")) return "/"
  return url.pathname + url.search + url.hash
}
