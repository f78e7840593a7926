/**
 * Who is signed in, as far as the page knows, and what happens when the session ends under it: requests that are
 * refused with 401 wait for the person to sign in again and are then repeated, so the page and its work stay.
 */

export interface SessionState {
  /** Signed in at some time since the page was loaded. */
  readonly username: string | null
  /** The server no longer knows the session; the dialog is open. */
  readonly expired: boolean
}

type Fetch = (request: Request) => Promise<Response>
type Waiter = { resolve: () => void; reject: (reason: Error) => void }

const signInPath = "/api/v1/me/session"

/**
 * Says for whom this page acts. Tabs share one cookie: when somebody else signs in in another tab, the server refuses
 * what this one sends instead of taking it for theirs.
 */
const userHeader = "X-Loam-User"

export function createSession(fetcher: Fetch) {
  let state: SessionState = { username: null, expired: false }
  let waiters: Waiter[] = []
  const listeners = new Set<() => void>()

  const set = (next: SessionState) => {
    state = next
    for (const listener of listeners) listener()
  }

  /** Resolves when the person has signed in again; rejects when they leave or the request is aborted. */
  const renewed = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      waiters.push({ resolve, reject })
      signal.addEventListener("abort", () => reject(signal.reason), { once: true })
    })

  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    /** Signed in, for the first time or again. Requests that waited are repeated. */
    started(username: string) {
      set({ username, expired: false })
      const waiting = waiters
      waiters = []
      for (const { resolve } of waiting) resolve()
    },

    /** Signed out: requests that waited fail, there is nobody left to send them for. */
    ended() {
      set({ username: null, expired: false })
      const waiting = waiters
      waiters = []
      for (const { reject } of waiting) reject(new Error("You signed out before this request could be sent."))
    },

    /** `fetch` that survives the end of a session. Before anybody signed in a 401 is an ordinary answer. */
    async fetch(request: Request): Promise<Response> {
      const signIn = new URL(request.url).pathname === signInPath
      if (state.username !== null && !signIn)
        request.headers.set(userHeader, encodeURIComponent(state.username))
      const response = await fetcher(request.clone())
      if (response.status !== 401 || signIn || state.username === null) return response
      if (!state.expired) set({ ...state, expired: true })
      await renewed(request.signal)
      return fetcher(request.clone())
    },
  }
}
