/** Changing one's own password. */
import { IconAlertCircle, IconCheck } from "@tabler/icons-react"
import { useMutation, useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { client } from "../../api.ts"
import { Notice } from "../../ui/Notice.tsx"
import { usePageTitle } from "../../ui/page-title.ts"
import { NewPasswordForm } from "../auth/NewPasswordForm.tsx"
import { meQuery } from "../auth/queries.ts"
import { sentenceOf } from "../auth/sentence-of.ts"
import page from "./AccountPage.module.css"

export function Password() {
  usePageTitle("Password")
  const { data: me } = useQuery(meQuery)
  const [changes, setChanges] = useState(0)
  const change = useMutation({
    mutationFn: ({ current, password }: { current: string; password: string }) =>
      client.users.changePassword({ body: { current_password: current, password } }),
    onSuccess: () => setChanges(changes + 1),
  })
  if (!me) return null
  return (
    <>
      <div>
        <h1 className={page.title}>Password</h1>
        <p className={page.lead}>A new one signs you out everywhere else. Your API key stays as it is.</p>
      </div>
      <section className={`${page.card} ${page.narrow}`} aria-label="Change your password">
        {/* Empty again after each change. */}
        <NewPasswordForm
          key={changes}
          username={me.username}
          label="Change password"
          withCurrent
          busy={change.isPending}
          onSubmit={change.mutate}
          notice={<Outcome changed={change.isSuccess} error={change.error} />}
        />
      </section>
    </>
  )
}

function Outcome({ changed, error }: { changed: boolean; error: Error | null }) {
  if (changed)
    return (
      <Notice tone="success" icon={<IconCheck size={18} />}>
        Your password is changed.
      </Notice>
    )
  if (!error) return null
  return (
    <Notice tone="danger" icon={<IconAlertCircle size={18} />} alert>
      Your password was not changed. {sentenceOf(error)}
    </Notice>
  )
}
