/** Who you are on this server. */
import type { Role } from "@loam/schema"
import { IconLogout } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { Link, useNavigate } from "@tanstack/react-router"
import type { ReactNode } from "react"
import { Avatar } from "../../ui/Avatar.tsx"
import { Badge } from "../../ui/Badge.tsx"
import { Button } from "../../ui/Button.tsx"
import { usePageTitle } from "../../ui/page-title.ts"
import { Skeleton } from "../../ui/Skeleton.tsx"
import { shortDate } from "../../ui/time.ts"
import { meQuery, signOut } from "../auth/queries.ts"
import page from "./AccountPage.module.css"
import styles from "./Profile.module.css"
import { myWorkspacesQuery } from "./queries.ts"

const roleNotes: Record<Role, string> = {
  owner: "Owner: sees and manages everything on this server.",
  admin: "Admin: manages the datasets of the workspaces below.",
  annotator: "Annotator: answers records in the workspaces below.",
}

export function Profile() {
  usePageTitle("Profile")
  const { data: me } = useQuery(meQuery)
  const navigate = useNavigate()
  if (!me) return null
  const name = [me.first_name, me.last_name].filter(Boolean).join(" ")

  const leave = async () => {
    await signOut()
    await navigate({ to: "/login" })
  }

  return (
    <>
      <h1 className={page.title}>Profile</h1>
      <section className={page.card} aria-label="About you">
        <div className={styles.person}>
          <Avatar name={name || me.username} size={56} />
          <div>
            <p className={styles.name}>{name || me.username}</p>
            <p className={styles.username}>{me.username}</p>
          </div>
        </div>
        <dl className={styles.facts}>
          <Fact term="Role">{roleNotes[me.role]}</Fact>
          <Fact term="Workspaces">
            <Workspaces />
          </Fact>
          <Fact term="Member since">{shortDate(me.inserted_at)}</Fact>
        </dl>
        <p className={styles.note}>Name and role are changed by the owner of this server.</p>
      </section>
      <div>
        <Button icon={<IconLogout size={16} />} onClick={leave}>
          Sign out
        </Button>
      </div>
    </>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Each leads to its datasets. */
function Workspaces() {
  const { data, isPending, isError } = useQuery(myWorkspacesQuery)
  if (isPending) return <Skeleton width="12rem" height="1.375rem" />
  if (isError) return "They could not be loaded."
  if (data.length === 0) return "None yet."
  return (
    <span className={styles.workspaces}>
      {data.map((workspace) => (
        <Link key={workspace.id} to="/" search={{ workspaces: workspace.name }} className={styles.workspace}>
          <Badge>{workspace.name}</Badge>
        </Link>
      ))}
    </span>
  )
}
