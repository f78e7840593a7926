/** The order of the datasets. */
import { Menu } from "@mantine/core"
import { IconArrowsSort, IconCheck } from "@tabler/icons-react"
import { Button } from "../../ui/Button.tsx"
import { type HomeSort, homeSorts } from "./arrange.ts"

export const sortNames: Record<HomeSort, string> = {
  activity: "Last activity",
  name: "Name",
  created: "Newest",
  left: "Most to do",
}

export function SortMenu({
  sort,
  onChange,
}: {
  sort: HomeSort
  onChange: (sort: HomeSort | undefined) => void
}) {
  return (
    <Menu position="bottom-end" width={200} offset={6} transitionProps={{ duration: 90 }}>
      <Menu.Target>
        <Button icon={<IconArrowsSort size={16} />} aria-label={`Sort: ${sortNames[sort]}`}>
          {sortNames[sort]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {homeSorts.map((value) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={sort === value}
            rightSection={sort === value ? <IconCheck size={16} /> : null}
            onClick={() => onChange(value === "activity" ? undefined : value)}
          >
            {sortNames[value]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
