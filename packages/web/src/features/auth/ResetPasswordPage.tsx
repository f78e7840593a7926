/** Choosing a password by a link that an owner gave: once, and then on to the sign-in. */
import { ApiError } from "@loam/sdk"
import { IconAlertCircle, IconCheck, IconLinkOff } from "@tabler/icons-react"
import { useMutation, useQuery } from "@tanstack/react-query"
import { getRouteApi, Link, useRouter } from "@tanstack/react-router"
import { type ReactNode, useState } from "react"
import { client } from "../../api.ts"
import { BrandName } from "../../ui/BrandMark.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { usePageTitle } from "../../ui/page-title.ts"
import { Skeleton } from "../../ui/Skeleton.tsx"
import styles from "./LoginPage.module.css"
import { NewPasswordForm } from "./NewPasswordForm.tsx"
import { SignInForm } from "./SignInForm.tsx"
import { sentenceOf } from "./sentence-of.ts"
import { WelcomePanel } from "./WelcomePanel.tsx"

const route = getRouteApi("/reset-password/$token")

export function ResetPasswordPage() {
  usePageTitle("Choose a password")
  const { token } = route.useParams()
  const [savedFor, setSavedFor] = useState<string>()
  return (
    <div className={styles.page}>
      <main id="main" className={styles.side}>
        <div className={styles.brand}>
          <BrandName size={32} />
        </div>
        <div className={styles.form}>
          {savedFor === undefined ? (
            <Choosing token={token} onSaved={setSavedFor} />
          ) : (
            <Saved username={savedFor} />
          )}
        </div>
      </main>
      <WelcomePanel />
    </div>
  )
}

function Choosing({ token, onSaved }: { token: string; onSaved: (username: string) => void }) {
  const link = useQuery({
    queryKey: ["password-link", token],
    queryFn: ({ signal }) => client.users.readResetLink({ body: { token } }, { signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const isGone = link.error instanceof ApiError && link.error.status === 404
  return (
    <>
      <h1 className={styles.title}>{isGone ? "This link leads nowhere" : "Choose a password"}</h1>
      {link.isPending ? <Skeleton width="100%" height="12rem" /> : null}
      {link.isError ? (
        <Lead text="Passwords are chosen by a link that works once, for a week.">
          <Notice tone="warning" icon={<IconLinkOff size={18} />} alert>
            {sentenceOf(link.error)}
          </Notice>
          <p className={styles.help}>
            You have a password already? <Link to="/login">Sign in</Link>
          </p>
        </Lead>
      ) : null}
      {link.data ? <Form token={token} username={link.data.username} onSaved={onSaved} /> : null}
    </>
  )
}

function Lead({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <>
      <p className={styles.lead}>{text}</p>
      {children}
    </>
  )
}

interface FormProps {
  token: string
  username: string
  onSaved: (username: string) => void
}

function Form({ token, username, onSaved }: FormProps) {
  const choose = useMutation({
    mutationFn: (password: string) => client.users.resetPassword({ body: { token, password } }),
    onSuccess: () => onSaved(username),
  })
  return (
    <Lead
      text={
        <>
          It is for the account <strong>{username}</strong>. Afterwards you sign in with it.
        </>
      }
    >
      <NewPasswordForm
        username={username}
        label="Save password"
        busy={choose.isPending}
        onSubmit={({ password }) => choose.mutate(password)}
        notice={
          choose.isError ? (
            <Notice tone="danger" icon={<IconAlertCircle size={18} />} alert>
              The password was not saved. {sentenceOf(choose.error)}
            </Notice>
          ) : null
        }
      />
    </Lead>
  )
}

/** The sign-in at once: who just chose a password sees that it works. */
function Saved({ username }: { username: string }) {
  const router = useRouter()
  return (
    <>
      <h1 className={styles.title}>Sign in</h1>
      <Lead text="With the password that you just chose.">
        <div className={styles.saved}>
          <Notice tone="success" icon={<IconCheck size={18} />}>
            Your password is saved. You are signed out everywhere else.
          </Notice>
        </div>
        {/* Replaced, so that going back does not lead to a link that is used up. */}
        <SignInForm fixedUsername={username} onSignedIn={() => router.history.replace("/")} />
      </Lead>
    </>
  )
}
