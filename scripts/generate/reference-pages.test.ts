// The pages and the code say the same, in both directions.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as api from '@evenwatch/api'
import { expect, test } from 'vitest'
import { ENVIRONMENT } from '../../packages/server/src/platform/environment-reference.ts'
import { ROOT } from '../shared/repository.ts'
import { firstDifference } from './first-difference.ts'
import { readJsonSchema } from './json-schema.ts'
import { renderApi, routesIn } from './render-api.ts'
import { type HelpfulCommand, renderCli } from './render-cli.ts'
import { renderConfiguration } from './render-configuration.ts'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

test('the error catalogue and its reference page name the same codes with the same numbers', () => {
  const rows = read('docs/reference/errors.md').matchAll(/^\| `([a-z-]+)` \| (\d+) \| (\d+) \|/gm)
  const onPage = [...rows].map(([, code, status, exitCode]) => [
    code,
    { status: Number(status), exitCode: Number(exitCode) },
  ])
  const inCatalogue = Object.entries(api.ERROR_CATALOGUE).map(([code, { status, exitCode }]) => [
    code,
    { status, exitCode },
  ])
  expect(Object.fromEntries(onPage)).toEqual(Object.fromEntries(inCatalogue))
})

test('config.ts and the environment reference name the same variables', () => {
  const source = read('packages/server/src/platform/config.ts')
  const inConfig = [
    ...source.matchAll(/\benv\.([A-Z][A-Z0-9_]*)/g),
    ...source.matchAll(/\(\s*env,\s*'([A-Z][A-Z0-9_]*)'/g),
  ].map(([, name]) => name)
  const documented = ENVIRONMENT.map(({ name }) => name)
  expect(new Set(documented)).toEqual(new Set(inConfig))
  expect(documented).toHaveLength(new Set(documented).size)
})

test('every route has an id of its own and stands on the page once', () => {
  const routes = routesIn(api)
  const ids = routes.map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(50)
  expect(ids).toHaveLength(new Set(ids).size)
  const calls = routes.map(({ method, path }) => `\`${method} ${path}\``)
  const page = renderApi(routes)
  expect(calls.filter((call) => page.split(`| ${call} |`).length !== 2)).toEqual([])
})

test('a route is exported under its id, so that page, client and server call it alike', () => {
  const misnamed = Object.entries(api)
    .filter(([name, value]) => routesIn({ value })[0] !== undefined && !isCalled(value, name))
    .map(([name]) => name)
  expect(misnamed).toEqual([])
})

function isCalled(route: unknown, name: string): boolean {
  return typeof route === 'object' && route !== null && 'id' in route && route.id === name
}

test('every kind of document has its section and its schema', () => {
  const page = renderConfiguration()
  const inSchema = readJsonSchema().oneOf?.map(({ properties }) => properties?.kind?.const)
  expect(inSchema).toEqual([...api.KINDS])
  for (const kind of api.KINDS) expect(page).toContain(`\n## ${kind}\n`)
})

test('what has a default in a document may be left out', () => {
  const user = readJsonSchema().oneOf?.[0]?.properties?.spec
  expect(user?.required).toContain('email')
  expect(user?.required).not.toContain('timeZone')
})

test('the command line page shows every command with its parents', () => {
  const command = (name: string, ...commands: HelpfulCommand[]): HelpfulCommand => ({
    name: () => name,
    commands,
    configureHelp: () => undefined,
    helpInformation: () => `Usage: ${name}\n\n`,
  })
  const page = renderCli(command('evenwatch', command('slo', command('plan'))))
  expect(page).toContain('## `evenwatch slo plan`\n\n```text\nUsage: plan\n```')
})

test('a failed check shows the first line that differs', () => {
  expect(firstDifference('a\nb\n', 'a\nc\n')).toBe('Line 2:\n  - b\n  + c')
  expect(firstDifference('', 'a')).toBe('Line 1:\n  - \n  + a')
})
