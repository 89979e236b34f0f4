import { expect, test } from 'vitest'
import { isReachable, resolveOutbound } from './resolve-outbound.ts'

test('public addresses are reached, also when written inside IPv6', () => {
  for (const address of ['93.184.216.34', '2606:4700::1', '::ffff:93.184.216.34']) {
    expect(isReachable(address, []), address).toBe(true)
  }
})

test('an allowed network is reached in either form, its neighbours are not', () => {
  const allow = ['10.1.0.0/16', 'fd00:1::/32']
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', 'fd00:1::9']) {
    expect(isReachable(address, allow), address).toBe(true)
  }
  for (const address of ['10.2.0.1', '::ffff:10.2.0.1', 'fd00:2::9', '127.0.0.1', 'nonsense']) {
    expect(isReachable(address, allow), address).toBe(false)
  }
})

test('a network that cannot be read allows nothing', () => {
  expect(isReachable('10.0.0.1', ['10.0.0.0/99', 'all'])).toBe(false)
})

test('the first of several public addresses is pinned', async () => {
  const resolve = async () => [{ address: '2606:4700::1' }, { address: '93.184.216.34' }]
  expect(await resolveOutbound(new URL('https://example.org/'), [], resolve)).toEqual({
    kind: 'target',
    address: '2606:4700::1',
    family: 6,
  })
})

test('a name without any address is not resolved', async () => {
  const found = await resolveOutbound(new URL('https://example.org/'), [], async () => [])
  expect(found.kind).toBe('unresolved')
})
