/** The person's choice of light or dark, kept in the browser; `public/color-scheme.js` reads the same key first. */
import { localStorageColorSchemeManager, type MantineColorScheme } from "@mantine/core"

const colorSchemeKey = "loam-color-scheme"
export type ColorScheme = MantineColorScheme

export const colorSchemeManager = localStorageColorSchemeManager({ key: colorSchemeKey })

/** The browser's own bars take the colour of our top bar. */
export function paintBrowserBars(scheme: "light" | "dark"): void {
  document
    .querySelector('meta[name="theme-color"]')
    ?.setAttribute("content", scheme === "dark" ? "#1c1916" : "#ffffff")
}
