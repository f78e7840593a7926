/** Runs in the frame of a custom field, which has no origin: renders the template with the record it is sent, once. */
import Handlebars from "handlebars"

interface Order {
  readonly template: string
  /** The template is a page with scripts of its own that read `record`; otherwise it is filled in. */
  readonly advanced: boolean
  readonly dark: boolean
  readonly record: unknown
}

Handlebars.registerHelper("json", (value: unknown) => JSON.stringify(value, null, 2))

const look = (dark: boolean) =>
  `<style>:root{color-scheme:${dark ? "dark" : "light"}}body{margin:0;font:16px/1.6 system-ui,sans-serif;overflow-wrap:anywhere}</style>`

function fill({ template, advanced, record }: Order): string {
  if (advanced) return template
  try {
    return Handlebars.compile(template)({ record })
  } catch (error) {
    return `<p>This field's template has a mistake:</p><pre>${Handlebars.escapeExpression(String(error))}</pre>`
  }
}

function tellHeight() {
  const tell = () =>
    parent.postMessage({ kind: "height", height: document.documentElement.offsetHeight }, "*")
  new ResizeObserver(tell).observe(document.documentElement)
  tell()
}

function render(order: Order) {
  const html = fill(order)
  Object.assign(window, { record: order.record })
  // Written, because scripts of a template run then in their order, as on any page.
  document.open()
  document.write(`<!doctype html><meta charset="utf-8">${look(order.dark)}${html}`)
  document.close()
  tellHeight()
}

window.addEventListener("message", function hear({ source, data }) {
  if (source !== parent || parent === window) return
  window.removeEventListener("message", hear)
  render(data as Order) // only the page that made this frame is its parent
})
if (parent !== window) parent.postMessage({ kind: "ready" }, "*")
