/** The key with which programs act as you. */
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { client, reasonOf } from "../../api.ts"
import { Button } from "../../ui/Button.tsx"
import { CodeBlock } from "../../ui/CodeBlock.tsx"
import { CopyButton } from "../../ui/CopyButton.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { usePageTitle } from "../../ui/page-title.ts"
import page from "./AccountPage.module.css"
import styles from "./ApiKey.module.css"

export function ApiKey() {
  usePageTitle("API key")
  const [asking, setAsking] = useState(false)
  const rotate = useMutation({
    mutationFn: () => client.users.rotateApiKey(),
    onSettled: () => setAsking(false),
  })

  return (
    <>
      <div>
        <h1 className={page.title}>API key</h1>
        <p className={page.lead}>
          With it the SDK, the <code className={styles.code}>loam</code> command and your own programs act in
          your name.
        </p>
      </div>
      <section className={page.card} aria-label="Your key">
        {rotate.data ? <NewKey value={rotate.data.api_key} /> : <StoredKey onAsk={() => setAsking(true)} />}
        {rotate.isError ? (
          <Notice tone="danger" alert>
            No new key was made, the old one still works: {reasonOf(rotate.error)}
          </Notice>
        ) : null}
      </section>
      <CodeBlock
        label="In the shell"
        code={`export LOAM_API_URL=${window.location.origin}\nexport LOAM_API_KEY=…\nloam whoami\n`}
      />
      {asking ? (
        <Dialog title="Make a new key?" onClose={() => setAsking(false)}>
          <p className={styles.text}>
            The key you have now stops working at once. Programs that use it are refused until they get the
            new one.
          </p>
          <div className={styles.actions}>
            <Button onClick={() => setAsking(false)}>Keep the old key</Button>
            <Button variant="primary" busy={rotate.isPending} onClick={() => rotate.mutate()}>
              Make a new key
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}

function StoredKey({ onAsk }: { onAsk: () => void }) {
  return (
    <div className={styles.stored}>
      <div>
        <p className={styles.key}>••••••••••••••••••••••••</p>
        <p className={styles.note}>
          The server keeps only a fingerprint of your key, so it cannot be shown again. Lost it? Make a new
          one.
        </p>
      </div>
      <Button icon={<IconRefresh size={16} />} onClick={onAsk}>
        Make a new key
      </Button>
    </div>
  )
}

function NewKey({ value }: { value: string }) {
  return (
    <div className={styles.fresh}>
      <Notice tone="warning" icon={<IconAlertTriangle size={18} />}>
        This is your new key. It is shown only now: put it where you keep secrets.
      </Notice>
      <div className={styles.value}>
        <code className={styles.secret}>{value}</code>
        <CopyButton text={value} label="Copy key" />
      </div>
    </div>
  )
}
