// Sets the colour scheme before the first paint, so that no page flashes in the wrong one.
// An own file because the content policy allows no inline scripts. Key and values: src/theme/color-scheme.ts.
;(() => {
  let choice = "auto"
  try {
    choice = localStorage.getItem("loam-color-scheme") || "auto"
  } catch {
    // Storage is blocked: follow the system.
  }
  const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches)
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light")
  document.querySelector('meta[name="theme-color"]').setAttribute("content", dark ? "#1c1916" : "#ffffff")
})()
