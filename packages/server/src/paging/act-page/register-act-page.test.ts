import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@evenwatch/core'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHttpServer } from '../../platform/http/http-server.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { makeActLink, readActToken } from '../links/act-link.ts'
import type { MessageToken } from '../links/message-token.ts'
import { makeReplyAddress } from '../links/reply-address.ts'
import {
  ANA,
  BEN,
  CHEN,
  createPagingWorld,
  DAYTIME,
  type PagingWorld,
} from '../testing/paging-world.ts'
import { PAGE_BYTES_MAX } from './page-frame.ts'
import { registerActPage } from './register-act-page.ts'
import type { NextStep } from './render-act-page.ts'

const database = await createTestDatabase()
let world: PagingWorld
let app: FastifyInstance
let next: NextStep | null

beforeEach(async () => {
  world = await createPagingWorld(database)
  next = { who: 'Chen', at: DAYTIME + 48 * SECOND_MS }
  app = createHttpServer(world.context, async () => null).app
  const { actOnGroups } = world
  registerActPage(app, world.context, { actOnGroups, describeNext: async () => next })
})
afterEach(() => app.close())

const pathOf = (token: MessageToken) =>
  new URL(makeActLink(world.context.secrets, world.context.config.publicUrl, token)).pathname
const get = (token: MessageToken) => app.inject({ method: 'GET', url: pathOf(token) })
const post = (token: MessageToken, form: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: pathOf(token),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
const acknowledge = (token: MessageToken) => post(token, { action: 'acknowledge' })

describe('the page behind a link', () => {
  test('says what is wrong, for how long, and what happens otherwise', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    const { statusCode, body } = await get(token)
    expect(statusCode).toBe(200)
    expect(body).toContain('HIGH')
    expect(body).toContain('checkout-api')
    expect(body).toContain('5xx ratio 7 %')
    expect(body).toContain('14 alerts')
    expect(body).toContain('14:00 · 0 s ago')
    expect(body).toMatch(/If you do nothing: Chen is paged in\s+<span[^>]*>0:48<\/span>/)
    expect(body).toContain('href="https://example.org/runbooks/checkout"')
    expect(body).toContain('href="https://graphs.example.org/d/1"')
    expect(body).toMatch(/<form method="post"[^>]*>\s*<button name="action" value="acknowledge"/)
    expect(body).toContain('I can’t take it')
  })

  test('says so when nobody else follows', async () => {
    next = null
    const token = await world.addMessage(ANA, [await world.addGroup()])
    expect((await get(token)).body).toContain('If you do nothing: nobody else is paged.')
  })

  test('is read by scanners twenty times without changing anything', async () => {
    const groupId = await world.addGroup()
    const token = await world.addMessage(ANA, [groupId])
    for (let times = 0; times < 20; times += 1) {
      expect((await get(token)).statusCode).toBe(200)
      const head = await app.inject({ method: 'HEAD', url: pathOf(token) })
      expect(head.statusCode).toBe(200)
    }
    expect(world.acts).toEqual([])
    expect(await world.answeredAt(token)).toBeNull()
    expect((await world.group(groupId)).status).toBe('triggered')
  })

  test('may load nothing, run nothing foreign, be stored nowhere', async () => {
    const { headers, body } = await get(await world.addMessage(ANA, [await world.addGroup()]))
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['x-robots-tag']).toContain('noindex')
    expect(body).not.toMatch(/<(img|link|iframe)|src=|@import|url\(/)
  })

  test('stays small in a storm of long titles', async () => {
    const groups: string[] = []
    for (let index = 0; index < 40; index += 1) {
      groups.push(await world.addGroup({ title: `${'<&>'.repeat(400)} ${index}` }))
    }
    const { body } = await get(await world.addMessage(ANA, groups))
    expect(Buffer.byteLength(body)).toBeLessThan(PAGE_BYTES_MAX)
    expect(body).toContain('And 30 more, which the button takes, too.')
  })

  test('escapes what senders write', async () => {
    const title = '<script>alert(1)</script>"\'&'
    const groupId = await world.addGroup({ title, runbookUrl: 'javascript:alert(1)' })
    const { body } = await get(await world.addMessage(ANA, [groupId]))
    expect(body).not.toContain('<script>alert')
    expect(body).not.toContain('javascript:')
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')
  })

  test.each([
    ['21:59 in Vienna', Date.UTC(2026, 2, 3, 20, 59), false],
    ['22:00 in Vienna', Date.UTC(2026, 2, 3, 21, 0), true],
    ['00:30 in Vienna', Date.UTC(2026, 2, 3, 23, 30), true],
    ['06:59 in Vienna', Date.UTC(2026, 2, 4, 5, 59), true],
    ['07:00 in Vienna', Date.UTC(2026, 2, 4, 6, 0), false],
  ])('at %s: is it the night variant', async (_name, now, isNight) => {
    world.setNow(now)
    const { body } = await get(await world.addMessage(ANA, [await world.addGroup()]))
    expect(body.includes('<html lang="en" class="night">')).toBe(isNight)
    expect(body).toContain(`name="color-scheme" content="${isNight ? 'dark' : 'light dark'}"`)
  })
})

describe('acknowledging by a link', () => {
  test('acts in the name of the message’s person and says so', async () => {
    const groupId = await world.addGroup()
    const token = await world.addMessage(ANA, [groupId])
    const { statusCode, body } = await acknowledge(token)
    expect(statusCode).toBe(200)
    expect(body).toContain('You have it. Paging stopped.')
    expect(body).toContain('value="resolve"')
    expect(body).toContain('name="minutes" value="30"')
    expect(world.acts).toEqual([
      { groupIds: [groupId], action: { kind: 'acknowledge' }, actor: `user:${ANA}` },
    ])
    expect(await world.answeredAt(token)).toBe(DAYTIME)
  })

  test('acts on all groups of a bundled message', async () => {
    const groups = [await world.addGroup(), await world.addGroup()]
    await acknowledge(await world.addMessage(ANA, groups))
    expect(new Set(world.acts[0]?.groupIds)).toEqual(new Set(groups))
  })

  test('twice is harmless and acts once', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    await acknowledge(token)
    const again = await acknowledge(token)
    expect(again.statusCode).toBe(200)
    expect(again.body).toContain('You have it. Paging stopped.')
    expect(world.acts).toHaveLength(1)
  })

  test('by two taps at the same moment leaves one acknowledgement', async () => {
    const groupId = await world.addGroup()
    const token = await world.addMessage(ANA, [groupId])
    const answers = await Promise.all([acknowledge(token), acknowledge(token)])
    for (const { statusCode, body } of answers) {
      expect(statusCode).toBe(200)
      expect(body).toContain('You have it.')
    }
    expect((await world.group(groupId)).acknowledgedBy).toBe(`user:${ANA}`)
  })

  test('after somebody else says who was faster', async () => {
    const groupId = await world.addGroup()
    const [anas, bens] = [
      await world.addMessage(ANA, [groupId]),
      await world.addMessage(BEN, [groupId]),
    ]
    await acknowledge(bens)
    world.setNow(DAYTIME + 12 * SECOND_MS)
    const { statusCode, body } = await acknowledge(anas)
    expect(statusCode).toBe(200)
    expect(body).toContain('Ben took it 12 s ago. Go back to sleep.')
    expect((await world.group(groupId)).acknowledgedBy).toBe(`user:${BEN}`)
    expect(body).not.toContain('value="resolve"')
  })

  test('never acts again after a lapse, and says why', async () => {
    const groupId = await world.addGroup()
    const token = await world.addMessage(ANA, [groupId])
    await acknowledge(token)
    world.setNow(DAYTIME + HOUR_MS)
    await world.lapse(groupId)
    const replayed = await acknowledge(token)
    expect(replayed.statusCode).toBe(410)
    expect(replayed.body).toContain('This link is over.')
    expect(replayed.body).toContain('nobody has it yet')
    expect(replayed.body).toContain('href="https://watch.example.org/alerts/')
    expect(world.acts).toHaveLength(1)
    expect((await world.group(groupId)).status).toBe('triggered')
  })

  test('by a link that was never used is refused after a lapse, too', async () => {
    const groupId = await world.addGroup()
    const old = await world.addMessage(CHEN, [groupId])
    await acknowledge(await world.addMessage(ANA, [groupId]))
    world.setNow(DAYTIME + HOUR_MS)
    await world.lapse(groupId)
    expect((await acknowledge(old)).statusCode).toBe(410)
    const fresh = await world.addMessage(CHEN, [groupId])
    expect((await acknowledge(fresh)).body).toContain('You have it.')
  })

  test('of a resolved alert says that it is over', async () => {
    const groupId = await world.addGroup()
    const [anas, bens] = [
      await world.addMessage(ANA, [groupId]),
      await world.addMessage(BEN, [groupId]),
    ]
    await post(bens, { action: 'resolve' })
    const { statusCode, body } = await acknowledge(anas)
    expect(statusCode).toBe(200)
    expect(body).toContain('Already resolved by Ben')
    expect(world.acts).toHaveLength(1)
  })
})

describe('the other answers', () => {
  test('help can be called after acknowledging', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    await acknowledge(token)
    const { body } = await post(token, { action: 'escalate' })
    expect(body).toContain('Help is being paged.')
    expect(world.acts.map((act) => act.action.kind)).toEqual(['acknowledge', 'escalate'])
  })

  test('are understood as forms alone', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    const json = { method: 'POST', url: pathOf(token), payload: { action: 'acknowledge' } } as const
    const { statusCode, headers } = await app.inject(json)
    expect(statusCode).toBe(400)
    expect(headers['content-type']).toContain('text/html')
    expect(world.acts).toEqual([])
  })

  test('are shown even when what follows cannot be found out', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    const unsure = createHttpServer(world.context, async () => null).app
    registerActPage(unsure, world.context, {
      actOnGroups: world.actOnGroups,
      describeNext: () => Promise.reject(new TypeError('no policy')),
    })
    const { statusCode, body } = await unsure.inject({ method: 'GET', url: pathOf(token) })
    expect(statusCode).toBe(200)
    expect(body).toContain('Acknowledge')
    expect(body).not.toContain('If you do nothing')
  })

  test('passing on escalates once, however often it is tapped', async () => {
    const groupId = await world.addGroup()
    const token = await world.addMessage(ANA, [groupId])
    const [one, two] = await Promise.all([
      post(token, { action: 'escalate' }),
      post(token, { action: 'escalate' }),
    ])
    expect([one.statusCode, two.statusCode]).toEqual([200, 200])
    expect((await post(token, { action: 'escalate' })).body).toContain('You passed it on.')
    expect(world.acts).toHaveLength(1)
    expect(world.acts[0]?.action).toEqual({ kind: 'escalate' })
    const late = await acknowledge(token)
    expect(late.statusCode).toBe(410)
    expect(late.body).toContain('This link has already been used.')
  })

  test('a link whose escalation failed can be used again', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    const broken = createHttpServer(world.context, async () => null).app
    registerActPage(broken, world.context, {
      actOnGroups: () => Promise.reject(new TypeError('the database went away')),
      describeNext: async () => null,
    })
    const { statusCode, body } = await broken.inject({
      method: 'POST',
      url: pathOf(token),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'action=escalate',
    })
    expect(statusCode).toBe(500)
    expect(body).toContain('paging goes on')
    expect(await world.answeredAt(token)).toBeNull()
    expect((await acknowledge(token)).body).toContain('You have it.')
  })

  test('resolve and snooze work after acknowledging', async () => {
    const [first, second] = [await world.addGroup(), await world.addGroup()]
    const snoozing = await world.addMessage(ANA, [first])
    await acknowledge(snoozing)
    const snoozed = await post(snoozing, { action: 'snooze', minutes: '30' })
    expect(snoozed.body).toContain('Snoozed until 14:30.')
    expect(world.acts.at(-1)?.action).toEqual({ kind: 'snooze', until: DAYTIME + 30 * MINUTE_MS })
    const resolving = await world.addMessage(ANA, [second])
    await acknowledge(resolving)
    expect((await post(resolving, { action: 'resolve' })).body).toContain('Resolved.')
    expect((await world.group(second)).status).toBe('resolved')
  })

  test.each([
    {},
    { action: 'delete' },
    { action: 'snooze' },
    { action: 'snooze', minutes: '0' },
    { action: 'snooze', minutes: '1e9' },
  ])('%j changes nothing', async (form: Record<string, string>) => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    expect((await post(token, form)).statusCode).toBe(400)
    expect(world.acts).toEqual([])
  })
})

describe('a link is refused', () => {
  test('when it is late: it shows the state and changes nothing', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    world.setNow(token.expiresAt)
    for (const answer of [await get(token), await acknowledge(token)]) {
      expect(answer.statusCode).toBe(410)
      expect(answer.body).toContain('This link has expired.')
      expect(answer.body).toContain('nobody has it yet')
      expect(answer.body).not.toContain('value="acknowledge"')
    }
    expect(world.acts).toEqual([])
  })

  test('when a single character of it was altered', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    const path = pathOf(token)
    for (let index = '/a/'.length; index < path.length; index += 1) {
      const other = path[index] === 'A' ? 'B' : 'A'
      const altered = path.slice(0, index) + other + path.slice(index + 1)
      const { statusCode } = await app.inject({ method: 'POST', url: altered })
      expect(statusCode, altered).toBe(404)
      expect(readActToken(world.context.secrets, altered.slice(3)), altered).toBeNull()
    }
    expect(world.acts).toEqual([])
  })

  test('when it is made up, or signed for another purpose', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    const reply = makeReplyAddress(world.context.secrets, 'example.org', token)
    for (const text of ['x', 'A'.repeat(48), encodeURIComponent(reply)]) {
      const { statusCode, body } = await app.inject({ method: 'GET', url: `/a/${text}` })
      expect(statusCode).toBe(404)
      expect(body).toContain('This link is not valid.')
    }
  })

  test('when its person was deactivated', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    await world.deactivate(ANA)
    for (const answer of [await get(token), await acknowledge(token)]) {
      expect(answer.statusCode).toBe(403)
      expect(answer.body).not.toContain('5xx ratio')
    }
    expect(world.acts).toEqual([])
  })

  test('when its message is no longer kept', async () => {
    const messageId = world.context.random.uuid(DAYTIME)
    const answer = await get({ messageId, expiresAt: DAYTIME + HOUR_MS })
    expect(answer.statusCode).toBe(410)
  })
})
