// A contact method as the users query returns it: one object of a JSON array.

import type { ChannelName, Instant } from '@evenwatch/core'

export type MethodJson = {
  readonly id: string
  readonly name: string
  readonly channel: ChannelName
  readonly address: string
  readonly verifiedAt: Instant | null
  readonly verifiedBy: 'owner' | 'administrator' | 'itself' | null
  readonly lastSuccessAt: Instant | null
  readonly lastFailureAt: Instant | null
  readonly lastFailure: string | null
}
