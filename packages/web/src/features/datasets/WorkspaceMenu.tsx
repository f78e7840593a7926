/** Which workspaces' datasets are shown. */
import { Menu } from "@mantine/core"
import { IconCheck, IconFolders } from "@tabler/icons-react"
import { Button } from "../../ui/Button.tsx"
import styles from "./WorkspaceMenu.module.css"

interface WorkspaceMenuProps {
  all: string[]
  /** Empty: all of them. */
  chosen: string[]
  onChange: (chosen: string[]) => void
}

function nameOf(chosen: string[]): string {
  if (chosen.length === 0) return "All workspaces"
  return chosen.length === 1 ? (chosen[0] ?? "") : `${chosen.length} workspaces`
}

export function WorkspaceMenu({ all, chosen, onChange }: WorkspaceMenuProps) {
  const toggle = (name: string) =>
    onChange(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name])

  return (
    <Menu
      position="bottom-end"
      width={240}
      offset={6}
      closeOnItemClick={false}
      transitionProps={{ duration: 90 }}
    >
      <Menu.Target>
        <Button icon={<IconFolders size={16} />} className={styles.trigger ?? ""}>
          <span className={styles.name}>{nameOf(chosen)}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.list ?? ""}>
        {all.map((name) => (
          <Menu.Item
            key={name}
            role="menuitemcheckbox"
            aria-checked={chosen.includes(name)}
            leftSection={
              <span className={styles.box} data-checked={chosen.includes(name) || undefined}>
                {chosen.includes(name) ? <IconCheck size={12} stroke={3} /> : null}
              </span>
            }
            onClick={() => toggle(name)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={chosen.length === 0} onClick={() => onChange([])}>
          Show all
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
