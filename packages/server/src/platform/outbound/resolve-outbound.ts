// Decides to which address a request to somebody else's URL may go, and pins it.
//
// The name is resolved once, here; the connection is then made to exactly that address, so a name
// that answers differently the second time gains nothing. Only public addresses are reached, plus
// the networks that the administrator allowed (EVENWATCH_OUTBOUND_ALLOW). IPv4 addresses inside
// IPv6 ones are judged as the IPv4 addresses that they are.

import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

export type OutboundTarget =
  | { readonly kind: 'target'; readonly address: string; readonly family: 4 | 6 }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'unresolved'; readonly detail: string }

export type ResolveHost = (host: string) => Promise<readonly { readonly address: string }[]>

/** A name with more addresses than this is judged by the first ones. */
export const ADDRESSES_MAX = 16

const systemResolve: ResolveHost = (host) => lookup(host, { all: true, verbatim: true })

export async function resolveOutbound(
  url: URL,
  allow: readonly string[],
  resolve: ResolveHost = systemResolve,
): Promise<OutboundTarget> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) {
    return isReachable(host, allow) ? target(host) : refused(`${host} is no public address`)
  }
  let addresses: readonly { readonly address: string }[]
  try {
    addresses = (await resolve(host)).slice(0, ADDRESSES_MAX)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    return { kind: 'unresolved', detail: `${host} could not be resolved (${code})` }
  }
  const [first] = addresses
  if (first === undefined) return { kind: 'unresolved', detail: `${host} has no address` }
  // One private address among public ones is a trap or a mistake; neither is picked around.
  const inside = addresses.find(({ address }) => !isReachable(address, allow))
  if (inside) return refused(`${host} leads to ${inside.address}, which is no public address`)
  return target(first.address)
}

/** Whether an address is public or lies in one of the allowed networks. */
export function isReachable(address: string, allow: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (allow.some((cidr) => lies(parsed, cidr))) return true
  return parsed.range() === 'unicast'
}

function lies(address: ipaddr.IPv4 | ipaddr.IPv6, cidr: string): boolean {
  if (!ipaddr.isValidCIDR(cidr)) return false
  const [network, bits] = ipaddr.parseCIDR(cidr)
  return network.kind() === address.kind() && address.match(network, bits)
}

function target(address: string): OutboundTarget {
  return { kind: 'target', address, family: isIP(address) === 6 ? 6 : 4 }
}

function refused(detail: string): OutboundTarget {
  return { kind: 'refused', detail: `${detail}; EVENWATCH_OUTBOUND_ALLOW can allow its network` }
}
