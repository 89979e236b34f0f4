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
  signal(
    'checkout-api',
    'CheckoutLatency',
    'Checkout: p95 latency 1.4 s (limit 800 ms)',
    'error',
    6,
    {
      resolvesItself: true,
    },
  ),
  signal(
    'checkout-api',
    'CheckoutErrors',
    'Checkout: 3 % of requests fail (limit 2 %)',
    'critical',
    3,
    {
      note: 'Rolled the last release back; error ratio is falling.',
    },
  ),
  signal('payments-db', 'ReplicationLag', 'Payments database: replica is 42 s behind', 'error', 4, {
    resolvesItself: true,
  }),
  signal('payments-db', 'DiskFilling', 'Payments database: disk is full in 9 hours', 'warning', 4, {
    note: 'Old partitions dropped. 180 GB free again.',
  }),
  signal('card-gateway', 'ProviderTimeouts', 'Card gateway: provider answers slowly', 'error', 5, {
    resolvesItself: true,
  }),
  signal(
    'card-gateway',
    'CertificateExpires',
    'Card gateway: certificate ends in 12 days',
    'info',
    1,
  ),
  signal('search-api', 'SearchLatency', 'Search: p95 latency 620 ms (limit 400 ms)', 'error', 5),
  signal('search-api', 'SearchErrors', 'Search: 5 % of queries fail (limit 1 %)', 'critical', 2, {
    note: 'One shard was out of memory; restarted it and raised its limit.',
  }),
  signal(
    'search-index',
    'IndexStale',
    'Search index: 48 minutes behind the catalogue',
    'warning',
    5,
    {
      resolvesItself: true,
    },
  ),
  signal('search-index', 'ShardUnassigned', 'Search index: 2 shards have no home', 'error', 2),
  signal('catalog-feed', 'FeedLate', 'Catalogue feed: no delivery for 3 hours', 'warning', 4),
] as const satisfies readonly SampleSignal[]

/** Wakes whoever has the payments pager; Ana's weeks had most of these nights. */
export const NIGHT_SIGNAL = signal(
  'payments-db',
  'NightlyBatchSlow',
  'Payments database: nightly settlement holds locks for 9 min',
  'error',
  0,
  { note: 'Same as last night. The batch needs smaller transactions.' },
)

export const STORM_SIGNAL = signal(
  'card-gateway',
  'GatewayUnreachable',
  'Card gateway: node unreachable',
  'error',
  0,
  { note: 'A network switch was rebooted. All of these are one event.' },
)

export const WORST_SIGNAL = signal(
  'checkout-api',
  'CheckoutDown',
  'Checkout: no payment has succeeded for 5 minutes',
  'critical',
  0,
)
