// A contact method as the API shows it.

import type { ContactMethodView } from '@evenwatch/api'
import { type ChannelName, formatInstant, type Instant } from '@evenwatch/core'
import type { MethodJson } from './method-json.ts'

export function viewContactMethod(method: MethodJson, mayEdit: boolean): ContactMethodView {
  return {
    id: method.id,
    name: method.name,
    type: method.channel,
    address: shownAddress(method.channel, method.address, mayEdit),
    verifiedAt: shown(method.verifiedAt),
    verifiedBy: method.verifiedBy,
    lastSuccessAt: shown(method.lastSuccessAt),
    lastFailureAt: shown(method.lastFailureAt),
    lastFailure: mayEdit ? method.lastFailure : null,
  }
}

/** A webhook's address often holds a secret of the receiving side: others see its host alone. */
export function shownAddress(channel: ChannelName, address: string, mayEdit: boolean): string {
  return mayEdit || channel !== 'webhook' ? address : hostOnly(address)
}

function hostOnly(url: string): string {
  return URL.canParse(url) ? `${new URL(url).origin}/…` : '…'
}

function shown(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at)
}
