/** Redirects after sign-in never leave the app. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { safeRedirect } from "./redirect.ts"

const origin = "https://loam.example"

describe("safeRedirect", () => {
  test("keeps a page of this app with its search and hash", () => {
    expect(safeRedirect("/d/1/annotate?queue=draft#q", origin)).toBe("/d/1/annotate?queue=draft#q")
    expect(safeRedirect("/dataset/1/annotation-mode", origin)).toBe("/dataset/1/annotation-mode")
  })

  test.each([
    undefined,
    "",
    "d/1",
    "https://evil.example/",
    "//evil.example/path",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "javascript:alert(1)",
    " /d/1",
  ])("sends %j home", (target) => {
    expect(safeRedirect(target, origin)).toBe("/")
  })

  test.each(["/login", "/login?redirect=/login", "/sign-in", "/api/v1/me", "/x/../login"])(
    "does not go round in circles or to the API: %s",
    (target) => {
      expect(safeRedirect(target, origin)).toBe("/")
    },
  )

  test("whatever is asked for, a browser stays on the origin and its answer is stable", () => {
    const part = fc.constantFrom(
      "/",
      "//",
      "\\",
      ".",
      "..",
      "@",
      ":",
      "\t",
      "\n",
      "evil.example",
      "login",
      "d",
      "?",
      "#",
      "%2f",
    )
    const target = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.array(part, { maxLength: 8 }).map((parts) => parts.join("")),
    )
    fc.assert(
      fc.property(target, (text) => {
        const safe = safeRedirect(text, origin)
        expect(new URL(safe, origin).origin).toBe(origin)
        expect(safeRedirect(safe, origin)).toBe(safe)
      }),
      { numRuns: 2000 },
    )
  })
})
