/** Who is signed in, and the doors in and out. */
import type { User } from "@loam/schema"
import { ApiError } from "@loam/sdk"
import { queryOptions } from "@tanstack/react-query"
import { client, queryClient, session } from "../../api.ts"

export const meKey = ["me"] as const

/** The signed-in user, or null. */
export const meQuery = queryOptions({
  queryKey: meKey,
  queryFn: async ({ signal }): Promise<User | null> => {
    try {
      const user = await client.users.me({}, { signal })
      session.started(user.username)
      return user
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

export async function signIn(credentials: { username: string; password: string }): Promise<User> {
  const user = await client.users.signIn({ body: credentials })
  queryClient.setQueryData(meKey, user)
  session.started(user.username)
  return user
}

/** Ends the session; what the cache holds belonged to it. */
export async function signOut(): Promise<void> {
  await client.users.signOut()
  session.ended()
  queryClient.clear()
}
