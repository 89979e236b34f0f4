// `evenwatch init`: from an empty installation to one that pages, on the command line. Every step
// looks first whether it was done, so that it can be run again after a fault.

import * as api from '@evenwatch/api'
import { assert } from '@evenwatch/core'
import type { Command } from 'commander'
import { type Connection, connect, reachably, readUrl } from '../connection/connect.ts'
import { ask } from '../terminal/ask.ts'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import { readerZone } from '../terminal/format-time.ts'
import { styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'

type Options = {
  readonly setupLink?: string
  readonly name?: string
  readonly displayName?: string
  readonly email?: string
  readonly timeZone?: string
  readonly team?: string
  readonly service?: string
  readonly source?: (typeof api.INTEGRATION_TYPES)[number]
  readonly testAlert?: boolean
}

const PASSWORD_VARIABLE = 'EVENWATCH_INIT_PASSWORD'

export function addInit(program: Command, terminal: Terminal): void {
  const command = program
    .command('init')
    .summary('set an empty installation up')
    .description(
      'Creates the first administrator, a team, a weekly schedule, an escalation policy and a\n' +
        'service, and says where alerts go. Asks for what no option gives.\n' +
        `The password is asked for, or read from ${PASSWORD_VARIABLE}.`,
    )
    .option('--setup-link <url>', 'the one-time link that `serve` printed')
    .option('--name <name>', 'your name for signing in, such as ana')
    .option('--display-name <name>', 'your name as people read it')
    .option('--email <address>', 'your e-mail address')
    .option('--time-zone <zone>', 'your IANA zone (default: this machine’s)')
    .option('--team <name>', 'your team')
    .option('--service <name>', 'what is watched, such as checkout-api')
    .option('--source <type>', 'what sends alerts: alertmanager, pagerduty, events')
    .option('--test-alert', 'fire a test alert at the end')
    .action((options: Options) => init(terminal, options))
  withExamples(command, [
    ['evenwatch init', 'asks for everything'],
    [
      'evenwatch init --setup-link "$LINK" --name ana --display-name "Ana Soto" --email ana@example.org \\\n' +
        '    --team payments --service checkout-api --source alertmanager --test-alert',
      '',
    ],
  ])
}

async function init(terminal: Terminal, options: Options): Promise<void> {
  const style = styleOf(terminal)
  const say = (text: string) => terminal.out(`${style.good('✓')} ${text}\n`)
  const open = connect(terminal)
  const { needsSetup } = await open.call(api.getSession, {})
  const { call } = needsSetup ? await createAdministrator(terminal, options, say) : open
  if (!needsSetup && !terminal.env.EVENWATCH_TOKEN) {
    throw new CliFault('Somebody has set this installation up already.', {
      exitCode: 3,
      hint: 'Set EVENWATCH_TOKEN to a token with the role admin to go on from there.',
    })
  }
  const me = await whoAmI(terminal, options, call)
  const team =
    options.team ??
    (await ask(terminal, { text: 'Team', fallback: 'operations', option: '--team' }))
  const service =
    options.service ??
    (await ask(terminal, { text: 'Service', fallback: 'first-service', option: '--service' }))
  const type = readSource(
    options.source ??
      (await ask(terminal, {
        text: 'Source of alerts (alertmanager, pagerduty, events)',
        fallback: 'events',
        option: '--source',
      })),
  )
  await createChain({
    call,
    say,
    me,
    team,
    service,
    type,
    timeZone: options.timeZone ?? readerZone(),
  })
  const made = await call(api.getService, { params: { service } })
  terminal.out(senderHelp(made))
  if (options.testAlert) {
    const { groupNumber } = await call(api.fireTestAlert, { params: { service } })
    say(`A test alert is on its way: alert group #${groupNumber}.`)
  }
  terminal.out(
    'You are reachable in the inbox of the screens. Add an e-mail address or a webhook there\n' +
      'and prove it; until then nothing outside the screens rings.\n',
  )
}

type Say = (text: string) => void

async function createAdministrator(
  terminal: Terminal,
  options: Options,
  say: Say,
): Promise<Pick<Connection, 'call'>> {
  const link =
    options.setupLink ??
    (await ask(terminal, { text: 'Setup link (`serve` printed it)', option: '--setup-link' }))
  const token = /[?&]token=([\w-]+)/.exec(link)?.[1] ?? link
  const name =
    options.name ??
    (await ask(terminal, { text: 'Name for signing in', fallback: 'admin', option: '--name' }))
  const displayName =
    options.displayName ??
    (await ask(terminal, { text: 'Your name', fallback: name, option: '--display-name' }))
  const email =
    options.email ?? (await ask(terminal, { text: 'E-mail address', option: '--email' }))
  const password =
    terminal.env[PASSWORD_VARIABLE] ??
    (await ask(terminal, {
      text: 'Password (at least 12 characters)',
      option: PASSWORD_VARIABLE,
      isSecret: true,
    }))
  let cookie = ''
  let csrf = ''
  const url = readUrl(terminal)
  const call = api.createClient({
    baseUrl: url,
    headers: () => ({ ...(cookie && { cookie }), ...(csrf && { 'x-csrf-token': csrf }) }),
    fetch: reachably(url, async (target, request) => {
      const response = await fetch(target, request)
      const [set] = response.headers.getSetCookie()
      if (set !== undefined) cookie = set.split(';')[0] ?? ''
      return response
    }),
  })
  const timeZone = options.timeZone ?? readerZone()
  const session = await call(api.setUp, {
    body: { token, name, displayName, email, password, timeZone },
  })
  csrf = session.csrfToken ?? ''
  say(`The administrator ${name} exists.`)
  const made = await call(api.createToken, { body: { name: 'command-line', role: 'admin' } })
  say(`An API token for this command line: export EVENWATCH_TOKEN=${made.token}`)
  return connect(terminal, made.token)
}

async function whoAmI(
  terminal: Terminal,
  options: Options,
  call: Connection['call'],
): Promise<string> {
  const { user } = await call(api.getSession, {})
  if (user) return user.name
  if (options.name !== undefined) return options.name
  const { items } = await call(api.listUsers, { query: { limit: 1 } })
  const fallback = items[0]?.name
  return ask(terminal, {
    text: 'Who is on call first',
    option: '--name',
    ...(fallback !== undefined && { fallback }),
  })
}

type Chain = {
  readonly call: Connection['call']
  readonly say: Say
  readonly me: string
  readonly team: string
  readonly service: string
  readonly type: (typeof api.INTEGRATION_TYPES)[number]
  readonly timeZone: string
}

async function createChain(chain: Chain): Promise<void> {
  const { call, say, me, team, service, type, timeZone } = chain
  const schedule = `${team}-primary`
  await once(say, `The team ${team}`, () =>
    call(api.createTeam, { body: { name: team, spec: { leads: [me] } } }),
  )
  await once(say, `The schedule ${schedule} (weekly, Monday 09:00, ${timeZone})`, () =>
    call(api.createSchedule, {
      body: {
        name: schedule,
        spec: {
          team,
          timeZone,
          layers: [
            {
              name: 'weekly',
              priority: 1,
              firstHandoff: FIRST_HANDOFF,
              turn: { length: 1, unit: 'week', count: 'worked' },
              members: [me],
            },
          ],
        },
      },
    }),
  )
  await once(
    say,
    `The escalation policy ${team} (primary, after 5 min the whole team, twice more)`,
    () =>
      call(api.createEscalationPolicy, {
        body: {
          name: team,
          spec: {
            team,
            repeat: { times: 2, after: '10m' },
            steps: [
              { after: '0m', notify: [{ schedule }] },
              { after: '5m', notify: [{ team }] },
            ],
          },
        },
      }),
  )
  await once(say, `The service ${service}`, () =>
    call(api.createService, {
      body: {
        name: service,
        spec: { team, escalationPolicy: team, integrations: [{ name: type, type }] },
      },
    }),
  )
}

/** A Monday long past: the rotation runs from now on either way. */
const FIRST_HANDOFF = '2024-01-01T09:00'

async function once(say: Say, what: string, create: () => Promise<unknown>): Promise<void> {
  try {
    await create()
    say(`${what} exists.`)
  } catch (fault) {
    if (!(fault instanceof api.CallRefused) || fault.problem.code !== 'name-taken') throw fault
    say(`${what} was there already.`)
  }
}

function readSource(text: string): (typeof api.INTEGRATION_TYPES)[number] {
  const found = api.INTEGRATION_TYPES.find((type) => type === text)
  if (found !== undefined) return found
  throw new CliFault(`${text} is no source of alerts that is known.`, {
    exitCode: EXIT_CODE.usage,
    fields: [
      {
        field: '--source',
        rule: `One of ${api.INTEGRATION_TYPES.join(', ')}.`,
        example: 'alertmanager',
      },
    ],
  })
}

function senderHelp({ integrations }: api.ServiceView): string {
  const [integration] = integrations
  assert(integration !== undefined, 'the service was made with an integration')
  const { type, url, keys } = integration
  const key = keys[0]?.key ?? '(the key)'
  const lines: Readonly<Record<typeof type, string>> = {
    alertmanager: `webhook_configs: [{ url: "${url}" }]`,
    pagerduty: `pagerduty_configs: [{ routing_key: ${key}, url: "${url}" }]`,
    events: `curl -X POST ${url} -H 'authorization: Bearer ${key}' -H 'content-type: application/json' -d '{"summary":"Disk full on db-1","severity":"critical"}'`,
  }
  return `\nAlerts come in here:\n  ${lines[type]}\n\n`
}
