export function ApiKey() {
  return <p>ApiKey</p>
}
