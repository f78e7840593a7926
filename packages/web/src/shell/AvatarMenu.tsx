/** Your account in the corner: who you are, how the app looks, the way out. */
import { Menu, useMantineColorScheme } from "@mantine/core"
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { meQuery, signOut } from "../features/auth/queries.ts"
import type { ColorScheme } from "../theme/color-scheme.ts"
import { Avatar } from "../ui/Avatar.tsx"
import styles from "./AvatarMenu.module.css"

const schemes: { value: ColorScheme; label: string; icon: typeof IconSun }[] = [
  { value: "auto", label: "Same as system", icon: IconDeviceDesktop },
  { value: "light", label: "Light", icon: IconSun },
  { value: "dark", label: "Dark", icon: IconMoon },
]

export function AvatarMenu() {
  const { data: me } = useQuery(meQuery)
  // Else it would put a <style> element into the page for a moment, which the content policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const navigate = useNavigate()
  if (!me) return null
  const name = [me.first_name, me.last_name].filter(Boolean).join(" ") || me.username

  const leave = async () => {
    await signOut()
    await navigate({ to: "/login" })
  }

  return (
    <Menu width={240} withinPortal={false}>
      <Menu.Target>
        <button type="button" className={styles.trigger} aria-label={`Account of ${me.username}`}>
          <Avatar name={name} size={32} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.person}>
          <strong className={styles.name}>{name}</strong>
          <span className={styles.detail}>
            {me.username} · {me.role}
          </span>
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconUser size={16} />} onClick={() => navigate({ to: "/me/profile" })}>
          Account
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as ColorScheme)}>
          {schemes.map(({ value, label, icon: Icon }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              rightSection={<Icon size={16} />}
              closeMenuOnClick={false}
            >
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
