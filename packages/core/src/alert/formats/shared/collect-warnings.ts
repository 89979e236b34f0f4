// Gathers the ingest warnings of one event within the limits that an event may carry.

import { EVENT_LIMITS } from '../../event.ts'
import { cutText } from './cut-text.ts'

export type Warnings = {
  add(text: string): void
  /** Each different warning once; when there were too many, the last one says how many more. */
  list(): readonly string[]
}

/** Starts with what was already noticed about the body as a whole. */
export function collectWarnings(inherited: readonly string[] = []): Warnings {
  const texts = new Set<string>()
  let leftOut = 0
  const add = (text: string): void => {
    const short = cutText(text, EVENT_LIMITS.warningChars)
    if (texts.has(short)) return
    if (texts.size < EVENT_LIMITS.warningCount - 1) texts.add(short)
    else leftOut += 1
  }
  for (const text of inherited) add(text)
  const list = (): readonly string[] =>
    leftOut === 0 ? [...texts] : [...texts, `${leftOut} more warnings are not listed.`]
  return { add, list }
}

/** A sender's value as it may stand in a warning: short, in quotes. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return `"${cutText(text, 60)}"`
}
