import { describe, expect, test } from 'vitest'
import { bodyOf, labelsOf, parseWhatIfSearch } from './what-if-search.ts'

describe('the question in the address', () => {
  test('is read back as it was written', () => {
    const search = {
      for: 'service:checkout-api',
      severity: 'error',
      labels: 'env=prod',
      at: '2026-12-24T17:00:00.000Z',
      in: 'Europe/Vienna',
      ack: '7m',
      view: 'table',
    } as const
    expect(parseWhatIfSearch(search)).toEqual(search)
    expect(bodyOf(search)).toEqual({
      target: { service: 'checkout-api' },
      severity: 'error',
      labels: { env: 'prod' },
      at: '2026-12-24T17:00:00.000Z',
      answers: [{ after: '7m' }],
    })
  })

  test('drops what cannot be read', () => {
    const broken = { for: 'shop:x', severity: 'loud', at: 'soon', in: 'Mars/Base', ack: 'later' }
    expect(parseWhatIfSearch(broken)).toEqual({})
    expect(bodyOf({})).toBeNull()
  })

  test('urgency is for everything but a service, severity for a service alone', () => {
    expect(bodyOf({ for: 'schedule:nights', severity: 'info', urgency: 'low' })).toEqual({
      target: { schedule: 'nights' },
      labels: {},
      urgency: 'low',
    })
    expect(bodyOf({ for: 'service:api', urgency: 'low' })).toEqual({
      target: { service: 'api' },
      labels: {},
    })
  })

  test('labels are pairs; a value may hold an equals sign', () => {
    expect(labelsOf('env=prod, expr=a=b, nonsense,=x')).toEqual({ env: 'prod', expr: 'a=b' })
  })
})
