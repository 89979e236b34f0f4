// The product's own figures, as Prometheus text. One registry per process object, so that tests and
// several servers in one process never share counters. Labels have few values by design: no ids, no
// names that people or senders choose.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const LATENESS_SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 30, 60]
const HTTP_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export type QueueName = 'ingest' | 'escalation' | 'delivery'

export type Metrics = {
  readonly registry: Registry
  /** Events taken in, by what they did: opened, repeated, … */
  eventAccepted(effect: string, count?: number): void
  /** Bodies and events that were refused, by the code of the refusal. */
  eventRefused(code: string, count?: number): void
  pageMade(urgency: 'high' | 'low', count?: number): void
  deliveryFinished(channel: string, outcome: 'sent' | 'failed' | 'unknown' | 'cancelled'): void
  /** How long after its due time an escalation's step was taken. */
  escalationTaken(latenessMs: number): void
  /** How long after its due time a message was handed to its channel. */
  messageHandedOver(latenessMs: number): void
  callAnswered(route: string, method: string, status: number, durationMs: number): void
  /** Asked whenever the figures are read. */
  watchQueue(queue: QueueName, depth: () => number): void
  watchStreams(open: () => number): void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'evenwatch_' })
  const own = instruments(registry)
  const queues = new Map<QueueName, () => number>()
  let openStreams = () => 0
  registry.registerMetric(gaugeOfQueues(queues))
  registry.registerMetric(gaugeOfStreams(() => openStreams()))

  return {
    registry,
    eventAccepted: (effect, count = 1) => own.accepted.inc({ effect }, count),
    eventRefused: (code, count = 1) => own.refused.inc({ code }, count),
    pageMade: (urgency, count = 1) => own.pages.inc({ urgency }, count),
    deliveryFinished: (channel, outcome) => own.deliveries.inc({ channel, outcome }),
    escalationTaken: (latenessMs) => own.escalationLateness.observe(seconds(latenessMs)),
    messageHandedOver: (latenessMs) => own.handoverLateness.observe(seconds(latenessMs)),
    callAnswered: (route, method, status, durationMs) =>
      own.calls.observe(
        { route, method, status: `${Math.floor(status / 100)}xx` },
        durationMs / 1_000,
      ),
    watchQueue: (queue, depth) => void queues.set(queue, depth),
    watchStreams: (open) => {
      openStreams = open
    },
  }
}

function seconds(ms: number): number {
  return Math.max(0, ms) / 1_000
}

function instruments(registry: Registry) {
  const registers = [registry]
  return {
    accepted: new Counter({
      name: 'evenwatch_events_accepted_total',
      help: 'Events taken in, by what they did.',
      labelNames: ['effect'],
      registers,
    }),
    refused: new Counter({
      name: 'evenwatch_events_refused_total',
      help: 'Events and bodies that were refused, by code.',
      labelNames: ['code'],
      registers,
    }),
    pages: new Counter({
      name: 'evenwatch_pages_total',
      help: 'Pages made: one person about one group at one step.',
      labelNames: ['urgency'],
      registers,
    }),
    deliveries: new Counter({
      name: 'evenwatch_deliveries_total',
      help: 'Deliveries that ended, by channel and outcome.',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    escalationLateness: new Histogram({
      name: 'evenwatch_escalation_lateness_seconds',
      help: 'Time from a step being due to its being taken.',
      buckets: LATENESS_SECONDS,
      registers,
    }),
    handoverLateness: new Histogram({
      name: 'evenwatch_handover_lateness_seconds',
      help: 'Time from a delivery being due to its message being handed over.',
      buckets: LATENESS_SECONDS,
      registers,
    }),
    calls: new Histogram({
      name: 'evenwatch_http_request_duration_seconds',
      help: 'Time to answer a call, by route.',
      labelNames: ['route', 'method', 'status'],
      buckets: HTTP_SECONDS,
      registers,
    }),
  }
}

function gaugeOfQueues(queues: ReadonlyMap<QueueName, () => number>): Gauge<'queue'> {
  return new Gauge({
    name: 'evenwatch_queue_depth',
    help: 'Entries waiting in this process.',
    labelNames: ['queue'],
    registers: [],
    collect() {
      for (const [queue, depth] of queues) this.set({ queue }, depth())
    },
  })
}

function gaugeOfStreams(open: () => number): Gauge {
  return new Gauge({
    name: 'evenwatch_streams_open',
    help: 'Event streams that are open in this process.',
    registers: [],
    collect() {
      this.set(open())
    },
  })
}
