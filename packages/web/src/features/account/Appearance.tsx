export function Appearance() {
  return <p>Appearance</p>
}
