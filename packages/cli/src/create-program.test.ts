import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { createProgram } from './create-program.ts'
import { runCli } from './testing/run-cli.ts'

const allCommands = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap((one) => allCommands(one)),
]

test('the program lists its commands', () => {
  const names = createProgram().commands.map((command) => command.name())
  expect(names).toEqual([
    'serve',
    'demo',
    'init',
    'apply',
    'export',
    'import',
    'on-call',
    'calendar',
    'schedule',
    'who',
    'load',
    'override',
    'cover',
    'take-over',
    'handoff',
    'page',
    'what-if',
    'alerts',
    'ack',
    'resolve',
    'token',
    'doctor',
    'backup',
    'restore',
  ])
})

test('every command says what it does', () => {
  for (const command of allCommands(createProgram())) {
    expect(command.description(), command.name()).toMatch(/\.|:/)
  }
})

test('help shows what a command takes, with examples', async () => {
  const { exitCode, out } = await runCli(['on-call', '--help'])
  expect(exitCode).toBe(0)
  expect(out).toMatchInlineSnapshot(`
    "Usage: evenwatch on-call [options] [schedule]

    Says who is on call now or at an instant, until when, and who comes next.

    Arguments:
      schedule        name of a schedule; without it, every team’s schedules

    Options:
      --at <instant>  at this instant
      --utc           times in UTC
      --json          print the API’s answer as JSON
      -h, --help      show what a command does

    Examples:
      evenwatch on-call
      evenwatch on-call payments-primary --at 2026-12-24T18:00:00+01:00
      evenwatch on-call payments-primary --json | jq -r '.users[].name'
    "
  `)
})

test('an unknown command is answered with the one that was meant', async () => {
  const { exitCode, err } = await runCli(['alrets'])
  expect(exitCode).toBe(2)
  expect(err).toContain('Did you mean alerts?')
})

test('a value that is no instant is refused with an example', async () => {
  const { exitCode, err } = await runCli(['on-call', '--at', 'tomorrow'])
  expect(exitCode).toBe(2)
  expect(err).toContain('2026-03-16T09:00:00+01:00')
})

test('a server that does not answer is said to be away, with its address', async () => {
  const { exitCode, err } = await runCli(['alerts'], {
    env: { EVENWATCH_URL: 'http://127.0.0.1:1' },
  })
  expect(exitCode).toBe(7)
  expect(err).toContain('No answer from http://127.0.0.1:1')
})

test('a bad variable stops the server with its name, the rule and an example', async () => {
  const { exitCode, err } = await runCli(['serve'], { env: { PORT: 'many' } })
  expect(exitCode).toBe(2)
  expect(err).toContain('PORT: many is no port')
  expect(err).toContain('Example: PORT=8080')
})
