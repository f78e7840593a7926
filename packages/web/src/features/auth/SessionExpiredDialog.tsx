export function SessionExpiredDialog({ username }: { username: string }) {
  return <p>{username}</p>
}
