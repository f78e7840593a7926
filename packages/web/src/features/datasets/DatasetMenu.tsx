/** What can be taken from a dataset without opening it. */

import type { Dataset } from "@loam/schema"
import { Menu } from "@mantine/core"
import { IconChartBar, IconCopy, IconDots, IconFileExport, IconHash, IconLink } from "@tabler/icons-react"
import { useNavigate } from "@tanstack/react-router"
import { IconButton } from "../../ui/Button.tsx"
import { copyText } from "../../ui/copy.ts"
import styles from "./DatasetMenu.module.css"

export function DatasetMenu({ dataset }: { dataset: Dataset }) {
  const link = `${window.location.origin}/d/${dataset.id}/annotate`
  const navigate = useNavigate()
  const params = { datasetId: dataset.id }
  return (
    <Menu width={200} portalProps={{ target: "#main" }}>
      <Menu.Target>
        <IconButton label={`More about ${dataset.name}`} className={styles.trigger}>
          <IconDots size={18} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {dataset.can.includes("manage") ? (
          <>
            <Menu.Item
              leftSection={<IconChartBar size={16} />}
              onClick={() => navigate({ to: "/d/$datasetId/insights/progress", params })}
            >
              Insights
            </Menu.Item>
            <Menu.Item
              leftSection={<IconFileExport size={16} />}
              onClick={() => navigate({ to: "/d/$datasetId/export", params })}
            >
              Export
            </Menu.Item>
            <Menu.Divider />
          </>
        ) : null}
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
