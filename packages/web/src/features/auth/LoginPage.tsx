/** Sign-in. */
export function LoginPage() {
  return <main id="main">Sign in</main>
}
