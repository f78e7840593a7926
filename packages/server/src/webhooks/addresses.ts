/** Which addresses the server sends to: see docs/decisions/0009-webhooks.md. */
import { lookup } from "node:dns"
import { BlockList, isIP, type LookupFunction } from "node:net"

function blockList(subnets: readonly (readonly [string, number, "ipv4" | "ipv6"])[]): BlockList {
  const list = new BlockList()
  for (const [net, prefix, family] of subnets) list.addSubnet(net, prefix, family)
  return list
}

/** Link-local: there the machines of clouds tell their secrets to whoever asks; and addresses that are nobody's. */
const never = blockList([
  ["0.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
  ["::", 128, "ipv6"],
  ["fe80::", 10, "ipv6"],
  ["ff00::", 8, "ipv6"],
  ["fd00:ec2::254", 128, "ipv6"],
])
/** This machine and its neighbours. */
const ours = blockList([
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["::1", 128, "ipv6"],
  ["fc00::", 7, "ipv6"],
])

/** IPv4-mapped IPv6 addresses are compared as the IPv4 ones they stand for. */
export function isRefused(address: string, allowPrivate: boolean): boolean {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4"
  return never.check(address, family) || (!allowPrivate && ours.check(address, family))
}

const refused = (address: string) => new Error(`${address} is not an address that webhooks may be sent to`)

/**
 * Looks a name up and refuses what it must not lead to. The connection is made to the very address that was checked:
 * a name that answers something else a moment later gains nothing.
 */
export const checkedLookup =
  (allowPrivate: boolean): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 4)
      const bad = addresses.find(({ address }) => isRefused(address, allowPrivate))
      const [first] = addresses
      if (bad || !first) return callback(refused(bad?.address ?? hostname), "", 4)
      if (options.all) return callback(null, addresses)
      return callback(null, first.address, first.family)
    })
  }

/** An address in the URL itself is never looked up. */
export function refuseLiteral(url: URL, allowPrivate: boolean): void {
  const host = url.hostname.replace(/^\[|\]$/g, "")
  if (isIP(host) && isRefused(host, allowPrivate)) throw refused(host)
}
