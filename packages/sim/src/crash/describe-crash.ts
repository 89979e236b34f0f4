// A crash run in words, and what of it is a finding.

import type { CrashResult } from './crash-run.ts'

const EXAMPLES_MAX = 5
/** Share of the kills that must fall between a message's arrival and its answer. */
const KILLS_BEFORE_ANSWER_SHARE = 0.25

export function describeCrash(result: CrashResult, seed: number): string[] {
  const of = (target: string) => result.kills.filter((kill) => kill.target === target).length
  return [
    `kills: ${result.kills.length} (node ${of('node')}, database ${of('postmaster')}, both ${of('both')}; ` +
      `${result.killsBeforeAnswer} between claim and answer)`,
    `accepted keys: ${result.accepted}, due pages: ${result.pages}, in ${(result.tookMs / 1_000).toFixed(0)} s`,
    `accepted keys without an alert: ${result.keysWithoutAlert.length}`,
    `accepted keys with several alerts: ${result.keysWithSeveralAlerts.length}`,
    `due pages without a receipt: ${result.pagesWithoutReceipt.length}`,
    `extra copies: ${result.extraCopies} (messages being handed over at a kill: ${result.handedOverAtKill})`,
    `seed: ${seed}`,
  ]
}

/** Empty when every promise was kept. */
export function crashFindings(result: CrashResult): string[] {
  const enough = Math.floor(result.kills.length * KILLS_BEFORE_ANSWER_SHARE)
  return [
    ...finding('accepted keys without an alert', result.keysWithoutAlert),
    ...finding('keys with several alerts', result.keysWithSeveralAlerts),
    ...finding('due pages without a receipt', result.pagesWithoutReceipt),
    ...finding('copies that no kill explains', result.copiesUnexplained),
    ...(result.isQuiet ? [] : ['it was not quiet in time']),
    ...(result.surprises === 0 ? [] : [`the product ended by itself ${result.surprises} times`]),
    ...(result.killsBeforeAnswer >= enough
      ? []
      : [`only ${result.killsBeforeAnswer} kills fell between claim and answer`]),
    ...(result.accepted > 0 && result.pages > 0 ? [] : ['nothing was sent, so nothing is proven']),
  ]
}

export function finding(what: string, which: readonly string[]): string[] {
  if (which.length === 0) return []
  const others = which.length > EXAMPLES_MAX ? ', …' : ''
  return [`${what}: ${which.length} (${which.slice(0, EXAMPLES_MAX).join(', ')}${others})`]
}
