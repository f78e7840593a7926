/** The browser's selection as places in the text of an element, and back. Its text nodes are exactly the text. */
import type { Stretch } from "./offsets.ts"

function offsetIn(root: Element, node: Node, offset: number): number {
  const range = document.createRange()
  range.selectNodeContents(root)
  range.setEnd(node, offset)
  return range.toString().length
}

/** What is selected of an element's text; null when the selection is elsewhere. */
export function selectedIn(root: Element): Stretch | null {
  const selection = window.getSelection()
  if (!selection || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const begins = root.contains(range.startContainer)
  const ends = root.contains(range.endContainer)
  if (!begins && !ends) return null
  return {
    start: begins ? offsetIn(root, range.startContainer, range.startOffset) : 0,
    end: ends ? offsetIn(root, range.endContainer, range.endOffset) : (root.textContent?.length ?? 0),
  }
}

function pointAt(root: Element, offset: number, atEnd: boolean): { node: Node; offset: number } | null {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  let left = offset
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0
    if (left < length || (atEnd && left === length)) return { node, offset: left }
    left -= length
  }
  return null
}

/** Selects a stretch and brings it on screen. */
export function selectInText(root: Element, { start, end }: Stretch): void {
  const [from, to] = [pointAt(root, start, false), pointAt(root, end, true)]
  if (!from || !to) return
  window.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
  to.node.parentElement?.scrollIntoView({ block: "nearest" })
}
