import { listAudit } from '@evenwatch/api'
import { formatInstant } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { codeOfCall, createPeopleWorld } from '../testing/people-world.ts'

const world = await createPeopleWorld()
const audit = (query: object) => world.admin().call(listAudit, { query })
const SCHEDULE = '0190a5b2-0000-7000-8000-000000000001'

beforeAll(async () => {
  await world.addUser('ana', 'admin')
  world.advance(60_000)
  await world.addUser('ben')
  await appendTimeline(world.context.pool, [
    {
      at: world.context.clock.now(),
      subjectKind: 'schedule',
      subjectId: SCHEDULE,
      kind: 'override-added',
      actor: 'system',
      reason: 'holiday',
    },
    {
      at: world.context.clock.now(),
      subjectKind: 'alert-group',
      subjectId: SCHEDULE,
      kind: 'acknowledged',
      actor: 'system',
    },
  ])
})

describe('the audit list', () => {
  test('shows the newest first, without the story of alerts', async () => {
    const { items, nextCursor } = await audit({})
    expect(items[0]).toMatchObject({
      kind: 'override-added',
      text: 'override added',
      reason: 'holiday',
      actor: { kind: 'system', name: 'system' },
    })
    expect(items.map(({ kind }) => kind)).not.toContain('acknowledged')
    const ids = items.map(({ id }) => Number(id))
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
    expect(nextCursor).toBeNull()
  })

  test('is read page by page', async () => {
    const all = (await audit({})).items
    const paged: unknown[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof audit>> = await audit({
        limit: 2,
        ...(cursor && { cursor }),
      })
      paged.push(...page.items)
      cursor = page.nextCursor
    }
    expect(paged).toEqual(all)
  })

  test('is narrowed by subject, actor and time', async () => {
    const kinds = async (query: object) => (await audit(query)).items.map(({ kind }) => kind)
    expect(await kinds({ subject: 'schedule' })).toEqual(['override-added'])
    expect(await kinds({ subject: SCHEDULE })).toEqual(['override-added'])
    expect(await kinds({ subject: 'ben' })).toEqual(['contact-method-added', 'user-created'])
    expect(await kinds({ actor: 'token:bootstrap', subject: 'schedule' })).toEqual([])
    await world.signIn('ana')
    expect(await kinds({ actor: 'ana' })).toEqual(['signed-in'])
    const from = formatInstant(world.context.clock.now())
    expect(await kinds({ until: from })).toEqual(['contact-method-added', 'user-created'])
    expect(await kinds({ from, subject: 'ana' })).toEqual(['signed-in'])
  })

  test('is for administrators', async () => {
    const ben = await world.signIn('ben')
    expect(await codeOfCall(ben.call(listAudit, { query: {} }))).toBe('not-allowed')
  })
})
