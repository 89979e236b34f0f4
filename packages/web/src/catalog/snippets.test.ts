import { expect, test } from 'vitest'
import { snippetOf } from './snippets.ts'

test('snippets hold the real address and key, so that nothing is left to fill in', () => {
  expect(snippetOf('alertmanager', 'http://e/in/alertmanager/k1', 'k1', 'http://e').text).toContain(
    'url: http://e/in/alertmanager/k1',
  )
  expect(snippetOf('pagerduty', 'http://e/v2/enqueue', 'k2', 'http://e').text).toContain(
    '"routing_key":"k2"',
  )
  expect(snippetOf('events', 'http://e/api/v1/events', 'k3', 'http://e').text).toContain(
    'Bearer k3',
  )
})

test('the bodies of the curl snippets are JSON', () => {
  for (const type of ['pagerduty', 'events'] as const) {
    const body = /-d '(.*)'$/s.exec(snippetOf(type, 'http://e', 'k', 'http://e').text)?.[1] ?? ''
    expect(JSON.parse(body)).toBeTypeOf('object')
  }
})
