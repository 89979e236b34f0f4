// `evenwatch token`: API tokens, for this command line and for programs.

import { createToken, listTokens, revokeToken } from '@evenwatch/api'
import { ROLES, type Role } from '@evenwatch/core'
import { type Command, Option } from 'commander'
import { connect } from '../connection/connect.ts'
import { listAll } from '../connection/list-all.ts'
import { timesFor } from '../connection/times-for.ts'
import {
  type AnswerOptions,
  type JsonOption,
  printAnswer,
  withJson,
  withTimes,
} from '../terminal/print-answer.ts'
import { readInstantOption } from '../terminal/read-instant-option.ts'
import { renderTable } from '../terminal/render-table.ts'
import { styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Times } from '../terminal/times.ts'
import { withExamples } from '../terminal/with-examples.ts'

export function addToken(program: Command, terminal: Terminal): void {
  const token = program
    .command('token')
    .summary('create, list and revoke API tokens')
    .description('API tokens: what programs and this command line sign in with.')
  addCreate(token, terminal)
  addList(token, terminal)
  addRevoke(token, terminal)
}

type CreateOptions = JsonOption & { readonly role: Role; readonly expiresAt?: string }

function addCreate(token: Command, terminal: Terminal): void {
  const command = token
    .command('create')
    .summary('create a token')
    .description('Creates a token and prints it once; nobody can read it again.')
    .argument('<name>', 'what it is for, such as ci-deploys')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).default('responder'))
    .option('--expires-at <instant>', 'when it ends', readInstantOption)
    .action(async (name: string, options: CreateOptions) => {
      const { call } = connect(terminal)
      const { role, expiresAt } = options
      const answer = await call(createToken, {
        body: { name, role, ...(expiresAt !== undefined && { expiresAt }) },
      })
      if (!options.json) terminal.err(`The token ${answer.name}, shown this once:\n`)
      printAnswer(terminal, options, answer, (made) => `${made.token}\n`)
    })
  withExamples(withJson(command), [
    ['evenwatch token create ci-deploys --role manager', ''],
    ['export EVENWATCH_TOKEN=$(evenwatch token create laptop)', ''],
  ])
}

function addList(token: Command, terminal: Terminal): void {
  const command = token
    .command('list')
    .summary('list tokens')
    .description('Lists tokens: administrators see all of them, others their own.')
    .action(async (options: AnswerOptions) => {
      const { call } = connect(terminal)
      const items = await listAll((cursor) =>
        call(listTokens, { query: { ...cursor, limit: 200 } }),
      )
      const times = await timesFor(call, options)
      const style = styleOf(terminal)
      printAnswer(terminal, options, { items, nextCursor: null }, () => {
        const rows = items.map((one) => [
          one.name,
          one.role,
          `${one.hint}…`,
          one.lastUsedAt === null ? 'never' : times.when(one.lastUsedAt),
          stateOf(times, one, terminal.now()),
        ])
        const headings = ['name', 'role', 'begins with', 'last used', 'state']
        return renderTable(style, headings, rows) + times.line(style)
      })
    })
  withTimes(command)
}

function stateOf(
  times: Times,
  token: { readonly revokedAt: string | null; readonly expiresAt: string | null },
  now: number,
): string {
  if (token.revokedAt !== null) return `revoked ${times.when(token.revokedAt)}`
  if (token.expiresAt === null) return 'works'
  const word = Date.parse(token.expiresAt) <= now ? 'ended' : 'works until'
  return `${word} ${times.when(token.expiresAt)}`
}

function addRevoke(token: Command, terminal: Terminal): void {
  const command = token
    .command('revoke')
    .summary('revoke a token')
    .description('Revokes a token: every node refuses it within 5 seconds.')
    .argument('<token>', 'name or id')
    .action(async (ref: string, options: JsonOption) => {
      const { call } = connect(terminal)
      const answer = await call(revokeToken, { params: { token: ref } })
      printAnswer(terminal, options, answer, ({ name }) => `The token ${name} is revoked.\n`)
    })
  withJson(command)
}
