/** Your account: who you are here, how the app looks, the key for programs. */
import { IconKey, IconLock, IconPalette, IconUser } from "@tabler/icons-react"
import { Link, Outlet } from "@tanstack/react-router"
import { Page } from "../../shell/Page.tsx"
import styles from "./AccountPage.module.css"

const sections = [
  { to: "/me/profile", label: "Profile", icon: IconUser },
  { to: "/me/password", label: "Password", icon: IconLock },
  { to: "/me/appearance", label: "Appearance", icon: IconPalette },
  { to: "/me/api-keys", label: "API key", icon: IconKey },
] as const

export function AccountPage() {
  return (
    <Page crumbs={[{ label: "Account" }]}>
      <div className={styles.layout}>
        <nav aria-label="Account">
          <ul className={styles.nav}>
            {sections.map(({ to, label, icon: Icon }) => (
              <li key={to}>
                <Link to={to} className={styles.link} activeProps={{ "aria-current": "page" }}>
                  <Icon size={18} aria-hidden />
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.content}>
          <Outlet />
        </div>
      </div>
    </Page>
  )
}
