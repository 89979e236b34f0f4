// What a mail reply asks for: the first word of the first line that the person wrote.
//
// Words of one letter, and "no", count only when they stand alone, so that "A colleague has it"
// or "No idea" never acts. Whatever a machine sent (an absence note, a list, a bounce) never acts.

import { parseDuration } from '../../platform/duration.ts'
import { DAY_MS, MINUTE_MS } from '../../platform/time.ts'

export const SNOOZE_MS_MAX = 7 * DAY_MS
export const SNOOZE_MS_MIN = MINUTE_MS
/** More of a mail than this is not looked at. */
export const REPLY_CHARS_MAX = 20_000

export type ReplyCommand =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'resolve' }
  | { readonly kind: 'escalate' }
  | { readonly kind: 'snooze'; readonly forMs: number }

export type ReadReply =
  | { readonly kind: 'command'; readonly command: ReplyCommand }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-understood'; readonly line: string }

type PlainCommand = Exclude<ReplyCommand['kind'], 'snooze'>

const WORDS: ReadonlyMap<string, PlainCommand> = new Map([
  ['ack', 'acknowledge'],
  ['acknowledge', 'acknowledge'],
  ['acknowledged', 'acknowledge'],
  ['ok', 'acknowledge'],
  ['okay', 'acknowledge'],
  ['yes', 'acknowledge'],
  ['resolve', 'resolve'],
  ['resolved', 'resolve'],
  ['fixed', 'resolve'],
  ['escalate', 'escalate'],
])

const WORDS_ALONE: ReadonlyMap<string, PlainCommand> = new Map([
  ['a', 'acknowledge'],
  ['r', 'resolve'],
  ['e', 'escalate'],
  ['no', 'escalate'],
])

export function readReply(text: string): ReadReply {
  const line = firstOwnLine(text.slice(0, REPLY_CHARS_MAX))
  if (line === null) return { kind: 'empty' }
  const words = line
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter(Boolean)
  const command = readCommand(words)
  return command === null ? { kind: 'not-understood', line } : { kind: 'command', command }
}

function readCommand(words: readonly string[]): ReplyCommand | null {
  const [first, ...rest] = words
  if (first === undefined) return null
  if (first === 'snooze') return readSnooze(rest)
  const kind = WORDS.get(first) ?? (rest.length === 0 ? WORDS_ALONE.get(first) : undefined)
  return kind === undefined ? null : { kind }
}

/** `30m`, `30 m`, `1h30m`, or a bare number of minutes; first words only ("snooze 30m please"). */
function readSnooze(rest: readonly string[]): ReplyCommand | null {
  const [amount = '', unit = ''] = rest
  const text = /^\d+$/.test(amount) ? `${amount}${/^[mh]/.exec(unit)?.[0] ?? 'm'}` : amount
  const forMs = parseDuration(text)
  if (forMs === null || forMs < SNOOZE_MS_MIN || forMs > SNOOZE_MS_MAX) return null
  return { kind: 'snooze', forMs }
}

/** Lines with which mail programs introduce the mail that is answered. */
const QUOTE_STARTS = [
  /^-{2,}\s*(original|ursprüngliche|forwarded|weitergeleitete)/i,
  /^(from|von|de|da): .+/i,
  /^_{10,}$/,
  // "On Monday Ana wrote:", "Am 3.3. schrieb Ana:"
  /^(on|am|le|el|il)\b.+:$/i,
]

function firstOwnLine(text: string): string | null {
  const lines = text.split(/\r\n|\r|\n/)
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('>')) continue
    // The signature, and everything from the answered mail on, is not the person's answer. Long
    // introductions are folded over two lines.
    if (line === '--') return null
    const folded = `${line} ${lines[index + 1]?.trim() ?? ''}`.trim()
    if (QUOTE_STARTS.some((start) => start.test(line) || start.test(folded))) return null
    return line
  }
  return null
}

/** The parts of a mail by which machines give themselves away; header names in lower case. */
export type MailMarks = {
  readonly headers: readonly { readonly key: string; readonly value: string }[]
  readonly subject: string
  /** Null: the empty sender of bounces. */
  readonly envelopeFrom: string | null
}

const MACHINE_HEADERS = ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress', 'list-id']

const AWAY_SUBJECT =
  /^(auto(matic|matisch\p{L}*)?[ :_-]|autoreply|out of (the )?office|away from|vacation|abwesen|réponse automatique|respuesta automática|risposta automatica)|\b(out of office|automatic reply|autoreply|abwesenheitsnotiz|automatische antwort)\b/iu

/** True for absence notes, lists and bounces: they never act and are never answered. */
export function isAutomaticMail(mail: MailMarks): boolean {
  if (mail.envelopeFrom === null || /^mailer-daemon@/i.test(mail.envelopeFrom)) return true
  for (const { key, value } of mail.headers) {
    const plain = value.trim().toLowerCase()
    if (key === 'auto-submitted' && plain !== 'no') return true
    if (key === 'precedence' && /^(bulk|junk|list|auto_reply)/.test(plain)) return true
    if (MACHINE_HEADERS.includes(key) && plain !== 'no' && plain !== 'none') return true
  }
  return AWAY_SUBJECT.test(mail.subject.trim())
}

/** What a person is told when a reply was not understood. */
export const REPLY_WORDS_HELP = [
  'Reply with one of these words in the first line:',
  '  ack          you take it, paging stops',
  '  escalate     pass it on to the next person',
  '  resolve      it is over',
  '  snooze 30m   you take it and are reminded in 30 minutes',
].join('\n')
