import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '../testing/test-database.ts'
import { parseInt8, parseTimestamptz } from './column-parsers.ts'

const { pool } = await createTestDatabase({ empty: true })

async function read(expression: string): Promise<unknown> {
  const { rows } = await pool.query(`select ${expression} as value`)
  return rows[0]?.value
}

describe('a column value', () => {
  test.each([
    ['bigint', `9007199254740991::bigint`, 9_007_199_254_740_991],
    ['numeric', `1.25::numeric`, 1.25],
    ['date', `'2026-03-29'::date`, '2026-03-29'],
    ['interval', `'1 hour 5 minutes'::interval`, '01:05:00'],
    [
      'timestamptz',
      `'2026-03-29 02:30:00.1239+02'::timestamptz`,
      Date.UTC(2026, 2, 29, 0, 30, 0, 123),
    ],
    ['jsonb', `'{"a":[1,null]}'::jsonb`, { a: [1, null] }],
    ['text[]', `array['a','b,c']`, ['a', 'b,c']],
    ['bigint[]', `array[1,2]::bigint[]`, [1, 2]],
    ['numeric[]', `array[1.5,null]::numeric[]`, [1.5, null]],
    ['date[]', `array['2026-01-01']::date[]`, ['2026-01-01']],
    ['timestamptz[]', `array['1970-01-01 00:00:01Z']::timestamptz[]`, [1_000]],
    ['null', `null::timestamptz`, null],
  ])('of type %s reads as expected', async (_, expression, expected) => {
    expect(await read(expression)).toEqual(expected)
  })

  test('too large for a number stops the query', async () => {
    expect(parseInt8('-9007199254740991')).toBe(-9_007_199_254_740_991)
    await expect(read('9007199254740992::bigint')).rejects.toThrow('fits a number exactly')
  })

  test('without an end is no instant', async () => {
    await expect(read(`'infinity'::timestamptz`)).rejects.toThrow('is an instant')
  })

  test('of an instant is read in whatever zone the session has', async () => {
    const client = await pool.connect()
    try {
      for (const zone of ['UTC', 'Asia/Kathmandu', 'America/St_Johns']) {
        await client.query(`select set_config('timezone', $1, false)`, [zone])
        const { rows } = await client.query(`select '2026-11-01T05:30:00.5Z'::timestamptz as at`)
        expect(rows[0]?.at).toBe(Date.UTC(2026, 10, 1, 5, 30, 0, 500))
      }
    } finally {
      client.release(true)
    }
  })

  test('of any instant comes back as it was written', async () => {
    const instants = fc.sample(
      fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) }),
      500,
    )
    const { rows } = await pool.query('select unnest($1::timestamptz[]) as at', [
      instants.map((at) => new Date(at).toISOString()),
    ])
    expect(rows.map(({ at }) => at)).toEqual(instants)
  })

  test('of an instant before the epoch rounds down nowhere', () => {
    expect(parseTimestamptz('1969-12-31 23:59:59.999+00')).toBe(-1)
  })
})
