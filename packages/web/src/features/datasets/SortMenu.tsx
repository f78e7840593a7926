/** The order of the datasets. */
import { Menu } from "@mantine/core"
import { IconArrowsSort } from "@tabler/icons-react"
import { oneOf } from "../../search-params.ts"
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
    <Menu width={200} withinPortal={false}>
      <Menu.Target>
        <Button icon={<IconArrowsSort size={16} />} aria-label={`Sort: ${sortNames[sort]}`}>
          {sortNames[sort]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={sort} onChange={(value) => onChange(oneOf({ value }, "value", homeSorts))}>
          {homeSorts.map((value) => (
            <Menu.RadioItem key={value} value={value}>
              {sortNames[value]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
