import { expect, test } from 'vitest'
import { type ChangeDraft, previewInput, primaryWords, whyNotYet } from './change-draft.ts'

const person = (name: string) => ({
  id: `id-${name}`,
  name,
  displayName: name[0]?.toUpperCase() + name.slice(1),
})
const [ana, ben, chen] = [person('ana'), person('ben'), person('chen')]
const span = { startsAt: Date.UTC(2026, 2, 16, 17), endsAt: Date.UTC(2026, 2, 16, 21) }
const times = { from: '2026-03-16T17:00:00.000Z', until: '2026-03-16T21:00:00.000Z' }
const draft = (more: Partial<ChangeDraft>): ChangeDraft => ({
  kind: 'cover',
  role: 'primary',
  span,
  away: ana,
  isMine: true,
  who: [ben],
  asksEveryone: false,
  counterpart: null,
  shifts: [],
  despite: [],
  split: false,
  reason: '',
  ...more,
})

test('the button says what will happen', () => {
  expect(primaryWords(draft({ who: [ben, chen] }))).toBe('Ask 2 people')
  expect(primaryWords(draft({}))).toBe('Ask Ben')
  expect(primaryWords(draft({ kind: 'override' }))).toBe('Put Ben on call')
  expect(primaryWords(draft({ kind: 'remove' }))).toBe('Take Ana off call')
  const counterpart = { ...span, user: chen, schedule: 'nights', role: 'primary' as const }
  expect(primaryWords(draft({ kind: 'swap', counterpart }))).toBe('Propose swap to Chen')
  expect(primaryWords(draft({ kind: 'take-over', who: [] }))).toBe('Take over now')
})

test('an override replaces whoever is on call, and fills a gap by adding', () => {
  const about = { role: 'primary', reason: '', startsAt: times.from, endsAt: times.until }
  expect(previewInput(draft({ kind: 'override' }), null)).toMatchObject({
    override: { ...about, kind: 'replace', remove: 'ana', add: 'ben' },
  })
  expect(previewInput(draft({ kind: 'override', away: null }), null)).toMatchObject({
    override: { ...about, kind: 'add', add: 'ben' },
  })
})

test('of several who are asked the preview shows the yes that is looked at', () => {
  const several = draft({ who: [ben, chen] })
  expect(previewInput(several, chen)).toMatchObject({ kind: 'cover', ...times, cover: 'chen' })
  expect(previewInput(several, null)).toBeNull()
})

test('a shift of somebody else is named, one’s own is not', () => {
  expect(previewInput(draft({}), ben)).not.toHaveProperty('owner')
  expect(previewInput(draft({ isMine: false }), ben)).toMatchObject({ owner: 'ana' })
})

test('what still misses is said in words', () => {
  expect(whyNotYet(draft({}))).toBeUndefined()
  expect(whyNotYet(draft({ who: [] }))).toBe('Choose whom to ask.')
  expect(whyNotYet(draft({ kind: 'swap' }))).toBe('Choose the shift that you take in return.')
  expect(whyNotYet(draft({ kind: 'arranged' }))).toMatch(/^Say why/)
  expect(whyNotYet(draft({ span: null }))).toMatch(/^Choose from when until when/)
  expect(whyNotYet(draft({ away: null }))).toBe('Nobody is on call then.')
  expect(whyNotYet(draft({ kind: 'temporary', shifts: [{ ...span, users: [] }] }))).toMatch(
    /^Name somebody/,
  )
})

test('without a span nothing is asked of the server', () => {
  for (const kind of ['cover', 'override', 'remove', 'add', 'arranged', 'temporary'] as const) {
    expect(previewInput(draft({ kind, span: null }), ben)).toBeNull()
  }
})

test('a shift of a temporary schedule whose fields hold no span stops the whole', () => {
  const shifts = [{ ...span, users: ['ben'] }]
  expect(whyNotYet(draft({ kind: 'temporary', shifts }))).toBeUndefined()
  const loose = draft({
    kind: 'temporary',
    shifts: shifts.map((one) => ({ ...one, isLoose: true })),
  })
  expect(whyNotYet(loose)).toBe('Each shift must end after its begin.')
  expect(previewInput(loose, null)).toBeNull()
})
