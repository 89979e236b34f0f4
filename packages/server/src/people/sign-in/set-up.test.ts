import { getSession, getUser, listAudit, setUp } from '@evenwatch/api'
import { HOUR_MS } from '@evenwatch/core'
import { describe, expect, test } from 'vitest'
import { createSetupLink } from '../create-setup-link.ts'
import {
  codeOfCall,
  createPeopleWorld,
  PASSWORD,
  type PeopleWorld,
} from '../testing/people-world.ts'

const world = await createPeopleWorld()
const raced = await createPeopleWorld()
const outdated = await createPeopleWorld()
const faulty = await createPeopleWorld()

async function tokenOf({ context }: PeopleWorld): Promise<string> {
  const link = await createSetupLink(context)
  return new URL(link ?? '').searchParams.get('token') ?? ''
}

const answers = (token: string, name = 'ana') => ({
  body: {
    token,
    name,
    displayName: 'Ana Soto',
    email: `${name}@example.org`,
    password: PASSWORD,
    timeZone: 'Europe/Vienna',
  },
})

describe('the first start', () => {
  test('prints a link that makes one administrator, once', async () => {
    const first = await tokenOf(world)
    const reprinted = await tokenOf(world)
    const browser = world.caller()
    expect(await browser.call(getSession, {})).toMatchObject({ user: null, needsSetup: true })

    const session = await browser.call(setUp, answers(first))
    expect(session).toMatchObject({
      needsSetup: false,
      user: {
        name: 'ana',
        role: 'admin',
        timeZone: 'Europe/Vienna',
        contactMethods: [{ name: 'inbox', type: 'inbox', verifiedBy: 'itself' }],
        notificationRules: {
          high: [{ after: '0m', via: 'inbox' }],
          low: [{ after: '0m', via: 'inbox' }],
        },
      },
    })
    expect(await browser.call(getUser, { params: { user: 'me' } })).toMatchObject({ name: 'ana' })

    for (const token of [first, reprinted, 'forged']) {
      expect(await codeOfCall(world.caller().call(setUp, answers(token, 'eve')))).toBe('link-spent')
    }
    expect(await createSetupLink(world.context)).toBeNull()
    const { items } = await browser.call(listAudit, { query: {} })
    expect(items.map(({ kind }) => kind)).toContain('installation-set-up')
  })

  test('lets one of several callers win', async () => {
    const tokens = [await tokenOf(raced), await tokenOf(raced)]
    const names = ['ana', 'ben', 'chen', 'dua', 'eli', 'fay']
    const outcomes = await Promise.allSettled(
      names.map((name, index) =>
        raced.caller().call(setUp, answers(tokens[index % 2] ?? '', name)),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { rows } = await raced.context.pool.query('select count(*) as people from app_user')
    expect(rows).toEqual([{ people: 1 }])
  })

  test('prints links that end after a day', async () => {
    const token = await tokenOf(outdated)
    outdated.advance(24 * HOUR_MS)
    expect(await codeOfCall(outdated.caller().call(setUp, answers(token)))).toBe('link-spent')
    const next = await tokenOf(outdated)
    outdated.advance(24 * HOUR_MS - 1)
    expect(await outdated.caller().call(setUp, answers(next))).toMatchObject({ needsSetup: false })
  })

  test('keeps the link for another try when an answer is wrong', async () => {
    const token = await tokenOf(faulty)
    const nowhere = answers(token)
    nowhere.body.timeZone = 'Europe/Atlantis'
    expect(await codeOfCall(faulty.caller().call(setUp, nowhere))).toBe('invalid-request')
    expect(await faulty.caller().call(setUp, answers(token))).toMatchObject({ needsSetup: false })
  })
})
