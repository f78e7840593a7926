/** Mantine's theme object. Values live in tokens.css; this only tells Mantine which of its options to use. */
import { createTheme, defaultVariantColorsResolver, type MantineColorsTuple } from "@mantine/core"

const clay: MantineColorsTuple = [
  "#fdf4ef",
  "#fbe9df",
  "#f8d2bf",
  "#f0b597",
  "#e1946c",
  "#cd744b",
  "#b75b33",
  "#a04c28",
  "#8a3c1d",
  "#6b2d16",
]

export const theme = createTheme({
  colors: { clay },
  primaryColor: "clay",
  primaryShade: { light: 7, dark: 4 },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Menu: {
      defaultProps: {
        position: "bottom-end",
        offset: 6,
        transitionProps: { duration: 90 },
        // The placeholder is a focusable element inside role="menu", which may hold items only.
        withInitialFocusPlaceholder: false,
      },
    },
  },
  // White on clay is too faint in the dark scheme, where clay is light: the token knows which ink goes on it.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input)
    const onClay = input.variant === "filled" && (input.color ?? "clay") === "clay"
    return onClay ? { ...colors, color: "var(--loam-on-clay)" } : colors
  },
})
