// What goes wrong in the sample world, and how often.

import type { Severity } from '@evenwatch/core'

export type SampleSignal = {
  readonly service: string
  readonly alertname: string
  readonly summary: string
  readonly severity: Severity
  /** How often, against the others. */
  readonly weight: number
  /** Mostly gone before anybody did anything: a candidate for tuning. */
  readonly resolvesItself: boolean
  readonly note: string | null
}

const signal = (
  service: string,
  alertname: string,
  summary: string,
  severity: Severity,
  weight: number,
  more: Partial<Pick<SampleSignal, 'resolvesItself' | 'note'>> = {},
): SampleSignal => ({
  ...{ service, alertname, summary, severity, weight, resolvesItself: false, note: null },
  ...more,
})

export const SAMPLE_SIGNALS = [
  signal('checkout-api', 'CheckoutLatency', 'P95 latency 1.4 s (limit 800 ms)', 'error', 6, {
    resolvesItself: true,
  }),
  signal('checkout-api', 'CheckoutErrors', '3 % of requests fail (limit 2 %)', 'critical', 3, {
    note: 'Rolled the last release back; error ratio is falling.',
  }),
  signal('payments-db', 'ReplicationLag', 'Replica is 42 s behind', 'error', 4, {
    resolvesItself: true,
  }),
  signal('payments-db', 'DiskFilling', 'Disk is full in 9 hours', 'warning', 4, {
    note: 'Old partitions dropped. 180 GB free again.',
  }),
  signal('card-gateway', 'ProviderTimeouts', 'Provider answers slowly', 'error', 5, {
    resolvesItself: true,
  }),
  signal('card-gateway', 'CertificateExpires', 'Certificate ends in 12 days', 'info', 1),
  signal('search-api', 'SearchLatency', 'P95 latency 620 ms (limit 400 ms)', 'error', 5),
  signal('search-api', 'SearchErrors', '5 % of queries fail (limit 1 %)', 'critical', 2, {
    note: 'One shard was out of memory; restarted it and raised its limit.',
  }),
  signal('search-index', 'IndexStale', '48 minutes behind the catalogue', 'warning', 5, {
    resolvesItself: true,
  }),
  signal('search-index', 'ShardUnassigned', '2 shards have no home', 'error', 2),
  signal('catalog-feed', 'FeedLate', 'No delivery for 3 hours', 'warning', 4),
] as const satisfies readonly SampleSignal[]

/** Wakes whoever has the payments pager; Ana's weeks had most of these nights. */
export const NIGHT_SIGNAL = signal(
  'payments-db',
  'NightlyBatchSlow',
  'Nightly settlement holds locks for 9 min',
  'error',
  0,
  { note: 'Same as last night. The batch needs smaller transactions.' },
)

export const STORM_SIGNAL = signal(
  'card-gateway',
  'GatewayUnreachable',
  'Node unreachable',
  'error',
  0,
  { note: 'A network switch was rebooted. All of these are one event.' },
)

export const WORST_SIGNAL = signal(
  'checkout-api',
  'CheckoutDown',
  'No payment has succeeded for 5 minutes',
  'critical',
  0,
)
