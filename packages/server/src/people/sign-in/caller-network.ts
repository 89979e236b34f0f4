// The network that a call comes from, as coarse as throttling and the record need it: an IPv4
// address counts as itself and is shown as its /24, an IPv6 caller owns a /64 and is shown as its
// /48. Whole addresses are personal data and are not kept.

import ipaddr from 'ipaddr.js'

export type CallerNetwork = { readonly throttled: string; readonly shown: string }

export function callerNetwork(address: string): CallerNetwork {
  if (!ipaddr.isValid(address)) return { throttled: 'unknown', shown: 'unknown' }
  const ip = ipaddr.process(address)
  if (ip.kind() === 'ipv4') {
    return { throttled: ip.toString(), shown: prefix(ip.toByteArray(), 3) }
  }
  const bytes = ip.toByteArray()
  return { throttled: prefix(bytes, 8), shown: prefix(bytes, 6) }
}

function prefix(bytes: number[], kept: number): string {
  const network = bytes.map((byte, index) => (index < kept ? byte : 0))
  return `${ipaddr.fromByteArray(network).toString()}/${kept * 8}`
}
