import { describe, expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../platform/time.ts'
import { isAutomaticMail, type MailMarks, readReply } from './read-reply.ts'

const kindOf = (text: string) => {
  const read = readReply(text)
  return read.kind === 'command' ? read.command.kind : read.kind
}

describe('the first word decides', () => {
  test.each([
    ['ack', 'acknowledge'],
    ['Ack.', 'acknowledge'],
    ['  "ACKNOWLEDGE" please', 'acknowledge'],
    ['OK, I am on it', 'acknowledge'],
    ['yes!', 'acknowledge'],
    ['a', 'acknowledge'],
    ['\r\n\r\nr\r\n', 'resolve'],
    ['fixed by a rollback', 'resolve'],
    ['Resolve', 'resolve'],
    ['e', 'escalate'],
    ['escalate, I am on a train', 'escalate'],
    ['no', 'escalate'],
    ['> quoted first\nack', 'acknowledge'],
  ])('%j', (text, kind) => expect(kindOf(text)).toBe(kind))

  test.each([
    ['snooze 30m', 30 * MINUTE_MS],
    ['Snooze 30', 30 * MINUTE_MS],
    ['snooze 2 hours', 2 * HOUR_MS],
    ['snooze 1h30m please', 90 * MINUTE_MS],
  ])('%j', (text, forMs) => {
    expect(readReply(text)).toEqual({ kind: 'command', command: { kind: 'snooze', forMs } })
  })
})

describe('what is no command never acts', () => {
  test.each([
    'A colleague has it',
    'No idea what this is',
    'E-mail me later',
    'snooze',
    'snooze 0m',
    'snooze 30d',
    'snooze until Monday',
    'acknowledgement of receipt',
    'please ack',
  ])('%j', (text) => expect(kindOf(text)).toBe('not-understood'))

  test.each([
    '',
    ' \n\t\n',
    '> ack\n> resolve',
    'On Tue, 3 Mar 2026, Evenwatch wrote:\n> ack',
    'On Tue, 3 Mar 2026 at 14:00, Evenwatch <pages@watch.example.org>\nwrote:\n> ack',
    'Am 3.3.2026 um 14:00 schrieb Evenwatch:\nack',
    '-----Original Message-----\nack',
    'From: Evenwatch\nack',
    '-- \nack',
  ])('%j is empty', (text) => expect(kindOf(text)).toBe('empty'))
})

describe('mail of machines', () => {
  const person: MailMarks = { headers: [], subject: 'Re: [HIGH] x: y', envelopeFrom: 'a@b.example' }

  test('a person’s mail is not taken for one', () => {
    expect(isAutomaticMail(person)).toBe(false)
    const no = { key: 'auto-submitted', value: 'no' }
    expect(isAutomaticMail({ ...person, headers: [no] })).toBe(false)
    expect(isAutomaticMail({ ...person, subject: 'Re: automation is down' })).toBe(false)
  })

  test.each([
    { headers: [{ key: 'auto-submitted', value: 'auto-replied' }] },
    { headers: [{ key: 'auto-submitted', value: 'Auto-Generated; x=y' }] },
    { headers: [{ key: 'precedence', value: 'BULK' }] },
    { headers: [{ key: 'x-autoreply', value: 'yes' }] },
    { headers: [{ key: 'list-id', value: '<all.example.org>' }] },
    { envelopeFrom: null },
    { envelopeFrom: 'MAILER-DAEMON@example.org' },
    { subject: 'Out of office' },
    { subject: 'Automatic reply: [HIGH] x: y' },
    { subject: 'Automatische Antwort: bin im Urlaub' },
    { subject: 'Abwesenheitsnotiz' },
  ] satisfies Partial<MailMarks>[])('%j', (marks: Partial<MailMarks>) => {
    expect(isAutomaticMail({ ...person, ...marks })).toBe(true)
  })
})
