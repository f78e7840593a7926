/** Choosing a password by a link that an owner gave: once, and then on to the sign-in. */
import { IconAlertCircle, IconLinkOff } from "@tabler/icons-react"
import { useMutation, useQuery } from "@tanstack/react-query"
import { getRouteApi, useRouter } from "@tanstack/react-router"
import type { ReactNode } from "react"
import { client, reasonOf } from "../../api.ts"
import { BrandName } from "../../ui/BrandMark.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { usePageTitle } from "../../ui/page-title.ts"
import { Skeleton } from "../../ui/Skeleton.tsx"
import styles from "./LoginPage.module.css"
import { NewPasswordForm } from "./NewPasswordForm.tsx"
import { WelcomePanel } from "./WelcomePanel.tsx"

const route = getRouteApi("/reset-password/$token")

export function ResetPasswordPage() {
  usePageTitle("Choose a password")
  const { token } = route.useParams()
  const link = useQuery({
    queryKey: ["password-link", token],
    queryFn: ({ signal }) => client.users.readResetLink({ body: { token } }, { signal }),
    retry: false,
  })
  return (
    <div className={styles.page}>
      <main id="main" className={styles.side}>
        <div className={styles.brand}>
          <BrandName size={32} />
        </div>
        <div className={styles.form}>
          <h1 className={styles.title}>Choose a password</h1>
          {link.isPending ? <Skeleton width="100%" height="12rem" /> : null}
          {link.isError ? (
            <Lead text="This page is opened by a link.">
              <Notice tone="warning" icon={<IconLinkOff size={18} />} alert>
                {reasonOf(link.error)}
              </Notice>
            </Lead>
          ) : null}
          {link.data ? <Chosen token={token} username={link.data.username} /> : null}
        </div>
      </main>
      <WelcomePanel />
    </div>
  )
}

function Lead({ text, children }: { text: string; children: ReactNode }) {
  return (
    <>
      <p className={styles.lead}>{text}</p>
      {children}
    </>
  )
}

function Chosen({ token, username }: { token: string; username: string }) {
  const router = useRouter()
  const choose = useMutation({
    mutationFn: (password: string) => client.users.resetPassword({ body: { token, password } }),
    // Replaced, so that going back does not lead to a link that is used up.
    onSuccess: () => router.navigate({ to: "/login", replace: true }),
  })
  return (
    <Lead text={`It is for the account ${username}. Afterwards you sign in with it.`}>
      <NewPasswordForm
        username={username}
        label="Save password"
        busy={choose.isPending}
        onSubmit={({ password }) => choose.mutate(password)}
        notice={
          choose.isError ? (
            <Notice tone="danger" icon={<IconAlertCircle size={18} />} alert>
              The password was not saved: {reasonOf(choose.error)}
            </Notice>
          ) : null
        }
      />
    </Lead>
  )
}
