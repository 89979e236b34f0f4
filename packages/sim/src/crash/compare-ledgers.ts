// The judgement: what senders were promised and what carriers were handed, two ledgers outside the
// product, against each other and against the database.
//
// Four counts. An accepted key without an alert and a due page without a receipt are losses: none is
// allowed. A message that arrived again is an extra copy: allowed once for each kill that hit it while
// it was being handed over, that is, after it arrived and before its answer was written.

import type { ServerContext } from '@evenwatch/server'
import type { Kill } from './kill.ts'
import type { Receipt } from './processes/carrier-process.ts'
import type { SenderLedger } from './processes/sender-process.ts'

type Pool = ServerContext['pool']

export type Verdict = {
  readonly accepted: number
  readonly keysWithoutAlert: readonly string[]
  readonly keysWithSeveralAlerts: readonly string[]
  readonly pages: number
  readonly pagesWithoutReceipt: readonly string[]
  /** Copies beyond the first, of messages and of pages. */
  readonly extraCopies: number
  /** Messages hit by a kill while being handed over, once for each such kill. */
  readonly handedOverAtKill: number
  /** Copies that no kill explains. */
  readonly copiesUnexplained: readonly string[]
  readonly killsBeforeAnswer: number
}

export type Ledgers = {
  readonly sent: SenderLedger
  readonly receipts: readonly Receipt[]
  readonly kills: readonly Kill[]
  readonly pagedBy: (n: number) => readonly string[]
  /** Messages known to have been in the hands of a process that was frozen. */
  readonly frozen?: readonly string[]
}

/** The product's clock follows the database's; both are read on this machine. */
const CLOCK_TOLERANCE_MS = 50
/** What was sent just before a kill is still read by a carrier that is busy. */
const ARRIVES_WITHIN_MS = 1_000
/** An answer that was given longer than this before a kill was not "on its way" any more. */
const ANSWER_WRITTEN_WITHIN_MS = 5_000

export async function compareLedgers(pool: Pool, ledgers: Ledgers): Promise<Verdict> {
  const alerts = await countAlerts(pool)
  const accepted = [
    ...ledgers.sent.quiet.map((n) => `q${n}`),
    ...ledgers.sent.paging.map((n) => `p${n}`),
  ]
  const pages = new Set(await duePages(pool))
  for (const n of ledgers.sent.paging) {
    for (const userId of ledgers.pagedBy(n)) pages.add(pageKey(`p${n}`, userId))
  }
  const arrived = arrivalsOf(ledgers.receipts)
  const hits = hitsOf(ledgers, await handovers(pool))
  return {
    accepted: accepted.length,
    keysWithoutAlert: accepted.filter((key) => !alerts.has(key)),
    keysWithSeveralAlerts: [...alerts].flatMap(([key, count]) => (count > 1 ? [key] : [])),
    pages: pages.size,
    pagesWithoutReceipt: [...pages].filter((page) => !arrived.pages.has(page)),
    ...judgeCopies(ledgers.receipts, arrived, hits),
    killsBeforeAnswer: ledgers.kills.filter((kill) => isBeforeAnAnswer(kill, ledgers.receipts))
      .length,
  }
}

function pageKey(title: string, userId: string): string {
  return `${title} to ${userId}`
}

async function countAlerts(pool: Pool): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ dedup_key: string; alerts: number }>(
    'select dedup_key, count(*)::int as alerts from alert group by dedup_key',
  )
  return new Map(rows.map((row) => [row.dedup_key, row.alerts]))
}

/** Also those of events whose answer never reached the sender. */
async function duePages(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ title: string; user_id: string }>(
    'select g.title, p.user_id from page p join alert_group g on g.id = p.group_id',
  )
  return rows.map((row) => pageKey(row.title, row.user_id))
}

type Handover = { readonly from: number; readonly until: number }

/** From the first claim to the written answer, as the product recorded it. */
async function handovers(pool: Pool): Promise<Map<string, Handover>> {
  const { rows } = await pool.query<{ id: string; from: number; until: number | null }>(
    'select id, handed_over_at as "from", finished_at as "until" from message',
  )
  return new Map(
    rows.map(({ id, from, until }) => [id, { from, until: until ?? Number.POSITIVE_INFINITY }]),
  )
}

type Arrivals = {
  /** By message id, in the order of arrival. */
  readonly messages: ReadonlyMap<string, readonly Receipt[]>
  /** By page: the ids of the messages that carried it. */
  readonly pages: ReadonlyMap<string, ReadonlySet<string>>
}

function arrivalsOf(receipts: readonly Receipt[]): Arrivals {
  const messages = new Map<string, Receipt[]>()
  const pages = new Map<string, Set<string>>()
  for (const receipt of receipts) {
    const copies = messages.get(receipt.messageId)
    if (copies) copies.push(receipt)
    else messages.set(receipt.messageId, [receipt])
    for (const title of receipt.titles) {
      const page = pageKey(title, receipt.userId)
      const carriers = pages.get(page)
      if (carriers) carriers.add(receipt.messageId)
      else pages.set(page, new Set([receipt.messageId]))
    }
  }
  return { messages, pages }
}

/** By message id: how many of its arrivals a kill hit before their answer was written. */
function hitsOf(ledgers: Ledgers, handedOver: ReadonlyMap<string, Handover>) {
  const hits = new Map((ledgers.frozen ?? []).map((messageId) => [messageId, 1]))
  for (const receipt of ledgers.receipts) {
    const handover = handedOver.get(receipt.messageId)
    if (!handover) continue
    const kill = ledgers.kills.find(
      ({ until }) =>
        until + ARRIVES_WITHIN_MS >= receipt.at && until + CLOCK_TOLERANCE_MS >= handover.from,
    )
    if (!kill) continue
    const isWritten = handover.until < kill.from - CLOCK_TOLERANCE_MS
    const wentAt = receipt.answeredAt ?? receipt.closedAt ?? Number.POSITIVE_INFINITY
    const isLongAgo = wentAt < kill.from - ANSWER_WRITTEN_WITHIN_MS
    if (isWritten || isLongAgo) continue
    hits.set(receipt.messageId, (hits.get(receipt.messageId) ?? 0) + 1)
  }
  return hits
}

function judgeCopies(
  receipts: readonly Receipt[],
  arrived: Arrivals,
  hits: ReadonlyMap<string, number>,
) {
  const unexplained: string[] = []
  for (const [messageId, copies] of arrived.messages) {
    if (copies.length - 1 > (hits.get(messageId) ?? 0)) {
      unexplained.push(`message ${messageId} arrived ${copies.length} times`)
    }
  }
  let pagedTwice = 0
  for (const [page, carriers] of arrived.pages) {
    if (carriers.size === 1) continue
    pagedTwice += carriers.size - 1
    unexplained.push(`page ${page} came in ${carriers.size} messages`)
  }
  return {
    extraCopies: receipts.length - arrived.messages.size + pagedTwice,
    handedOverAtKill: [...hits.values()].reduce((sum, count) => sum + count, 0),
    copiesUnexplained: unexplained,
  }
}

/** Whether a message had arrived and was not answered yet when the signal was given. */
function isBeforeAnAnswer(kill: Kill, receipts: readonly Receipt[]): boolean {
  return receipts.some((receipt) => {
    const wentAt = receipt.answeredAt ?? receipt.closedAt ?? Number.POSITIVE_INFINITY
    return receipt.at <= kill.from && wentAt >= kill.from
  })
}
