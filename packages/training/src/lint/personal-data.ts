/** Personal data with a form of its own in people's text: mail addresses, public IPs, card and account numbers. */

export type PersonalDataKind = "email" | "ip-address" | "card-number" | "iban"

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/u
const ip = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)/gu
const card = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/gu
const iban = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Z0-9])/gu

/** Four bytes that the open internet routes: home networks and examples say nothing of anybody. */
function isPublic(address: string): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number)
  if ([a, b, c, d].some((byte) => byte > 255) || a === 0 || a === 10 || a === 127 || a >= 224) return false
  const reserved =
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 192 && b === 0) ||
    (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) ||
    (a === 203 && b === 0 && c === 113)
  return !reserved
}

/** The checksum of card numbers: every second digit from the right doubled, all digits summed, divisible by 10. */
function passesLuhn(text: string): boolean {
  const digits = Array.from(text.replace(/\D/gu, ""), Number).reverse()
  const sum = digits.reduce((total, digit, at) => {
    const value = at % 2 === 1 ? digit * 2 : digit
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0 && new Set(digits).size > 1
}

/** The checksum of account numbers: the first four signs moved to the end, letters as 10 to 35, remainder 1 by 97. */
function passesMod97(text: string): boolean {
  const plain = text.replaceAll(" ", "")
  let rest = 0
  for (const sign of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

const any = (text: string, pattern: RegExp, holds: (found: string) => boolean) =>
  Array.from(text.matchAll(pattern)).some(([found]) => holds(found))

/** What a text holds. */
function kindsIn(text: string): PersonalDataKind[] {
  const found: PersonalDataKind[] = []
  if (text.includes("@") && email.test(text)) found.push("email")
  if (!/\d/u.test(text)) return found
  if (any(text, ip, isPublic)) found.push("ip-address")
  if (any(text, card, passesLuhn)) found.push("card-number")
  if (any(text, iban, passesMod97)) found.push("iban")
  return found
}

/** The kinds of personal data in a row, wherever they stand. */
export function findPersonalData(value: unknown): PersonalDataKind[] {
  if (typeof value === "string") return kindsIn(value)
  if (typeof value !== "object" || value === null) return []
  return [...new Set(Object.values(value).flatMap(findPersonalData))]
}
