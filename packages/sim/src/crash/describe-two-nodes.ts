// A run of two nodes in words, and what of it is a finding.

import { finding } from './describe-crash.ts'
import { TAKEOVER_MS_MAX, type TwoNodesOptions, type TwoNodesResult } from './two-nodes.ts'

/** Equal nodes share; how evenly depends on the machine. */
const SHARE_MIN = 0.3

export function fullTwoNodes(seed: number): TwoNodesOptions {
  return { seed, pages: 10_000, pagesPerSecond: 250, frozenMs: 60_000 }
}

export function sliceTwoNodes(seed: number): TwoNodesOptions {
  return { seed, pages: 600, pagesPerSecond: 60, frozenMs: 35_000 }
}

export function describeTwoNodes(result: TwoNodesResult, seed: number): string[] {
  const percent = (pages: number) => `${((100 * pages) / sharedPages(result)).toFixed(0)} %`
  const takeover =
    result.takeoverMs === null ? 'never' : `${(result.takeoverMs / 1_000).toFixed(1)} s`
  return [
    `pages by node before the freeze: ${result.shares.map(percent).join(' and ')} of ${sharedPages(result)}`,
    `messages held by the frozen node: ${result.held}, all taken over after ${takeover}`,
    `rows changed by the node that returned: ${result.staleWrites}`,
    `deliveries answered twice in the record: ${result.answeredTwice}`,
    `accepted keys without an alert: ${result.keysWithoutAlert.length}`,
    `due pages without a receipt: ${result.pagesWithoutReceipt.length} of ${result.pages}`,
    `extra copies: ${result.extraCopies} (messages being handed over at the freeze: ${result.handedOverAtKill})`,
    `seed: ${seed}`,
  ]
}

/** Empty when every promise was kept. */
export function twoNodesFindings(result: TwoNodesResult): string[] {
  const smaller = Math.min(...result.shares) / sharedPages(result)
  const takeoverMs = result.takeoverMs ?? Number.POSITIVE_INFINITY
  return [
    ...finding('accepted keys without an alert', result.keysWithoutAlert),
    ...finding('keys with several alerts', result.keysWithSeveralAlerts),
    ...finding('due pages without a receipt', result.pagesWithoutReceipt),
    ...finding('copies that the freeze does not explain', result.copiesUnexplained),
    ...(smaller >= SHARE_MIN ? [] : [`one node sent only ${(100 * smaller).toFixed(0)} %`]),
    ...(result.held > 0 ? [] : ['the frozen node held nothing, so nothing is proven']),
    ...(takeoverMs <= TAKEOVER_MS_MAX ? [] : [`the takeover took ${takeoverMs} ms`]),
    ...(result.staleWrites === 0 ? [] : [`${result.staleWrites} stale writes went through`]),
    ...(result.answeredTwice === 0 ? [] : [`${result.answeredTwice} deliveries answered twice`]),
    ...(result.isQuiet ? [] : ['it was not quiet in time']),
  ]
}

function sharedPages(result: TwoNodesResult): number {
  return result.shares[0] + result.shares[1]
}
