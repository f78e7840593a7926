/**
 * Record text is hostile. Markdown becomes HTML from a short list of elements and attributes; nothing runs, nothing
 * is styled, nothing is fetched: remote images are tracking pixels until somebody in charge says otherwise.
 */
import DOMPurify, { type Config } from "dompurify"
import { Marked } from "marked"

const marked = new Marked({ gfm: true, breaks: true, async: false })

const config = {
  ALLOWED_TAGS: [
    ..."p br hr blockquote pre code em strong del s b i u sub sup kbd mark span a img".split(" "),
    ..."h1 h2 h3 h4 h5 h6 ul ol li table thead tbody tr th td details summary dl dt dd input".split(" "),
  ],
  ALLOWED_ATTR: [
    "href",
    "title",
    "src",
    "alt",
    "start",
    "align",
    "dir",
    "lang",
    "checked",
    "disabled",
    "type",
    "open",
  ],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // Schemes of links; the other half lets values through that are no addresses at all ("checkbox", "left").
  ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto):|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
  ADD_DATA_URI_TAGS: ["img"],
} satisfies Config

const purify = DOMPurify(window)

const isInline = (address: string) => /^data:image\/(?:png|jpe?g|gif|webp|avif);base64,/i.test(address)

/** Headings inside a record must not compete with the page's own: h1 becomes h3, and so on. */
function lowerHeading(heading: Element) {
  const level = Math.min(6, Number(heading.tagName.slice(1)) + 2)
  const lower = document.createElement(`h${level}`)
  lower.append(...heading.childNodes)
  heading.replaceWith(lower)
}

function blockImage(image: Element) {
  const address = image.getAttribute("src") ?? ""
  if (isInline(address)) return
  const note = document.createElement("span")
  note.setAttribute("data-blocked-image", "")
  note.title = address
  const alt = image.getAttribute("alt")
  note.textContent = `Remote image not loaded${alt ? `: ${alt}` : ""}`
  image.replaceWith(note)
}

function secureLink(link: Element) {
  if (link.getAttribute("href")?.startsWith("data:")) link.removeAttribute("href")
  link.setAttribute("target", "_blank")
  link.setAttribute("rel", "noopener noreferrer nofollow")
}

export function toSafeHtml(markdown: string): string {
  const fragment = purify.sanitize(marked.parse(markdown) as string, { ...config, RETURN_DOM_FRAGMENT: true })
  for (const heading of fragment.querySelectorAll("h1, h2, h3, h4, h5, h6")) lowerHeading(heading)
  for (const image of fragment.querySelectorAll("img")) blockImage(image)
  for (const link of fragment.querySelectorAll("a")) secureLink(link)
  // Of inputs only the inert boxes of task lists remain.
  for (const input of fragment.querySelectorAll("input")) {
    if (input.type === "checkbox") input.disabled = true
    else input.remove()
  }
  for (const block of fragment.querySelectorAll("p, li, h3, h4, h5, h6, td, th, blockquote"))
    block.setAttribute("dir", "auto")
  const holder = document.createElement("div")
  holder.append(fragment)
  return holder.innerHTML
}
