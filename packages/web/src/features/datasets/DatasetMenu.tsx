/** What can be taken from a dataset without opening it. */

import type { Dataset } from "@loam/schema"
import { Menu } from "@mantine/core"
import { IconCopy, IconDots, IconHash, IconLink } from "@tabler/icons-react"
import { IconButton } from "../../ui/Button.tsx"
import { copyText } from "../../ui/copy.ts"
import styles from "./DatasetMenu.module.css"

export function DatasetMenu({ dataset }: { dataset: Dataset }) {
  const link = `${window.location.origin}/d/${dataset.id}/annotate`
  return (
    <Menu width={200} portalProps={{ target: "#main" }}>
      <Menu.Target>
        <IconButton label={`More about ${dataset.name}`} className={styles.trigger}>
          <IconDots size={18} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => copyText(dataset.name)}>
          Copy name
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={16} />} onClick={() => copyText(link)}>
          Copy link
        </Menu.Item>
        <Menu.Item leftSection={<IconHash size={16} />} onClick={() => copyText(dataset.id)}>
          Copy id
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
