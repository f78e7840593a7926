/** Starts the app. */
import { MantineProvider } from "@mantine/core"
import { QueryClientProvider } from "@tanstack/react-query"
import { RouterProvider } from "@tanstack/react-router"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { queryClient } from "./api.ts"
import { router } from "./router.tsx"
import "./theme/index.css"
import { colorSchemeManager } from "./theme/color-scheme.ts"
import { theme } from "./theme/theme.ts"

const root = document.getElementById("root")
if (!root) throw new Error("index.html has no #root")

// The provider may write no <style> elements (content policy); theme/mantine.css holds the same variables.
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
