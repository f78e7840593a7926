/** Which workspaces' datasets are shown. */
import { Menu } from "@mantine/core"
import { IconFolders } from "@tabler/icons-react"
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
    <Menu width={240} closeOnItemClick={false} withinPortal={false}>
      <Menu.Target>
        <Button icon={<IconFolders size={16} />} className={styles.trigger ?? ""}>
          <span className={styles.name}>{nameOf(chosen)}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.list ?? ""}>
        {all.map((name) => (
          <Menu.CheckboxItem key={name} checked={chosen.includes(name)} onChange={() => toggle(name)}>
            {name}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={chosen.length === 0} onClick={() => onChange([])}>
          Show all
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
