import { expect, test } from 'vitest'
import { decidedInWords } from './conflicts.tsx'

const person = (name: string) => ({
  id: name,
  name,
  displayName: name[0]?.toUpperCase() + name.slice(1),
})
const createdBy = { kind: 'user' as const, id: 'max', name: 'max' }
const nothing = { kind: 'replace' as const, remove: null, add: null, users: [], createdBy }

test('what was decided is said by kind, with who decided it', () => {
  const [ana, ben] = [person('ana'), person('ben')]
  const said = (more: Partial<Parameters<typeof decidedInWords>[0]>) =>
    decidedInWords({ ...nothing, ...more })
  expect(said({ remove: ana, add: ben })).toBe(
    'Ben is on call already instead of Ana, decided by max',
  )
  expect(said({ kind: 'add', add: ben })).toBe('Ben is on call already as well, decided by max')
  expect(said({ kind: 'remove', remove: ana })).toBe('Ana is off call, decided by max')
  expect(said({ kind: 'set', users: [ana, ben] })).toBe('Ana and Ben on call, decided by max')
  expect(said({ kind: 'set' })).toBe('nobody is on call, on purpose, decided by max')
})
