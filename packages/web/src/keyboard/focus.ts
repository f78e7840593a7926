/** What kind of element has the focus, as far as keys are concerned. */
import type { Focus } from "./guard.ts"

const text =
  'textarea, [contenteditable=""], [contenteditable="true"], input:not([type]), ' +
  ["text", "search", "email", "url", "tel", "password", "number", "date", "time"]
    .map((type) => `input[type="${type}"]`)
    .join(", ")
const widget =
  'select, [role="menu"], [role^="menuitem"], [role="listbox"], [role="combobox"], [role="tablist"]'
const option = "[data-option]"
const control = 'button, a[href], summary, input, [role="button"], [role="separator"]'

export function focusOf(element: Element | null): Focus {
  if (!element) return "page"
  if (element.closest(text)) return "text"
  if (element.closest(widget)) return "widget"
  if (element.closest(option)) return "option"
  return element.closest(control) ? "control" : "page"
}

/** A modal dialog is open: the page behind it hears no keys. */
export const isDialogOpen = () => document.querySelector('dialog[open], [aria-modal="true"]') !== null
