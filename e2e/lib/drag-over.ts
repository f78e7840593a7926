/** Selects words of the text whose spans are asked for, with the mouse. */
import type { Page } from "@playwright/test"

/** Drags over the first occurrence of `words`, as a mouse would. */
export async function dragOver(page: Page, words: string) {
  const place = await page.locator("[data-record-id] [data-span-text]").evaluate((root, wanted) => {
    const begin = root.textContent?.indexOf(wanted) ?? -1
    if (begin < 0) throw new Error(`no ${wanted} in the text`)
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    let at = 0
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0
      const [from, to] = [begin - at, begin + wanted.length - at]
      if (from >= 0 && from < length) range.setStart(node, from)
      if (to > 0 && to <= length) range.setEnd(node, to)
      at += length
    }
    const { left, right, top, bottom } = range.getBoundingClientRect()
    return { left, right, y: (top + bottom) / 2 }
  }, words)
  await page.mouse.move(place.left + 1, place.y)
  await page.mouse.down()
  await page.mouse.move((place.left + place.right) / 2, place.y, { steps: 3 })
  await page.mouse.move(place.right - 1, place.y, { steps: 3 })
  await page.mouse.up()
}
