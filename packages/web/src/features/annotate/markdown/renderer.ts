/** Markdown to safe HTML. The library comes when first needed; what has been rendered is remembered. */

type Render = (text: string) => string

let render: Render | null = null
let loading: Promise<void> | null = null

/** Rendered texts kept: the window of records, a few fields each. */
const remembered = 200
const cache = new Map<string, string>()

export function loadMarkdown(): Promise<void> {
  loading ??= import("./to-safe-html.ts").then((module) => {
    render = module.toSafeHtml
  })
  return loading
}

/** The HTML, or null while the library is on its way. */
export function renderMarkdown(text: string): string | null {
  const known = cache.get(text)
  if (known !== undefined || render === null) return known ?? null
  const html = render(text)
  cache.set(text, html)
  const oldest = cache.size > remembered ? cache.keys().next().value : undefined
  if (oldest !== undefined) cache.delete(oldest)
  return html
}
