// Each rule has one file that breaks it and one that keeps it; what Biome holds for us is asked of
// Biome itself, so that a lost line of its configuration is noticed.

import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ROOT } from '../shared/repository.ts'
import type { FileRule, Tree } from './finding.ts'
import { corePurity, engineTime } from './rules/ambient-rules.ts'
import { issueForOpenWork, reasonForCast } from './rules/comment-rules.ts'
import { fileName } from './rules/file-name.ts'
import { importRules } from './rules/import-rules.ts'
import { noBarrel } from './rules/no-barrel.ts'
import { noCycles } from './rules/no-cycles.ts'
import { longFile, longFunction } from './rules/signals.ts'
import { folderDepth, noWorkplace, rootEntries } from './rules/tree-rules.ts'
import { wholeLockfile } from './rules/whole-lockfile.ts'
import { parseSource } from './source-file.ts'

const CORE = 'packages/core/src/schedule/turn.ts'
const ENGINE = 'packages/server/src/paging/tick.ts'

function messages(rule: FileRule, path: string, text: string): readonly string[] {
  return rule.check(parseSource(path, text)).map(({ message }) => message)
}

function treeOf(files: Readonly<Record<string, string>>): Tree {
  const paths = Object.keys(files)
  return {
    paths,
    sources: paths
      .filter((path) => path.endsWith('.ts'))
      .map((path) => parseSource(path, files[path] ?? '')),
    read: (path) => files[path] ?? '',
  }
}

test.each([
  ['Date.now()', 'core uses Date.now'],
  ['new Date()', 'core uses new Date() without an argument'],
  ['Math.random()', 'core uses Math.random'],
  ['setTimeout(() => 1, 5)', 'core uses setTimeout'],
  ['process.env.HOME', 'core uses process.env'],
  ['Temporal.Now.instant()', 'core uses Temporal.Now.instant'],
  ['await ready', 'core uses await'],
  ['async () => 1', 'core uses an async function'],
  ['import("node:fs")', 'core imports node:fs'],
])('in core %s is found', (code, message) => {
  expect(messages(corePurity, CORE, `export const x = ${code}`)).toContain(message)
})

test('core may speak of time in comments, texts and with an argument', () => {
  const text = "// Date.now() is banned.\nexport const text = 'new Date()'\nnew Date(5)\n"
  expect(messages(corePurity, CORE, text)).toEqual([])
  expect(messages(corePurity, 'packages/core/src/a.test.ts', 'Date.now()')).toEqual([])
})

test('the engine may wait and set timers, but not look at the clock', () => {
  expect(messages(engineTime, ENGINE, 'await 1; setTimeout(f, 1); Date.now()')).toEqual([
    'the engine uses Date.now',
  ])
  expect(messages(engineTime, 'packages/server/src/platform/log.ts', 'Date.now()')).toEqual([])
})

test.each([
  [CORE, '@evenwatch/api', 'core may not import api'],
  [CORE, 'pg', 'core may not import pg'],
  ['packages/api/src/a.ts', '@evenwatch/server', 'api may not import server'],
  ['packages/web/src/alert/a.ts', '@evenwatch/server', 'web may not import server'],
  ['packages/cli/src/on-call.ts', '@evenwatch/server', 'cli may not import server'],
  [
    'packages/server/src/platform/a.ts',
    '../paging/b.ts',
    'platform may not import the room paging',
  ],
  [
    'packages/server/src/paging/a.ts',
    '../alert/load-alert.ts',
    'packages/server/src/alert/load-alert.ts is the SQL of the room alert; ask one of its operations',
  ],
  [
    'packages/web/src/ui/button.tsx',
    '@tanstack/react-query',
    'ui may not import @tanstack/react-query',
  ],
  ['packages/web/src/ui/button.tsx', '../alert/list.tsx', 'ui may not import alert'],
  [
    'packages/server/src/a.ts',
    '../../core/src/people/user.ts',
    '../../core/src/people/user.ts reaches into another package',
  ],
])('%s may not import %s', (path, specifier, message) => {
  expect(messages(importRules, path, `import { a } from '${specifier}'`)).toEqual([message])
  expect(messages(importRules, path, `import type { A } from '${specifier}'`)).toEqual([message])
})

test.each([
  [CORE, 'temporal-polyfill'],
  ['packages/core/src/a.test.ts', 'fast-check'],
  ['packages/api/src/a.ts', '@evenwatch/core'],
  ['packages/cli/src/server/add-serve.ts', '@evenwatch/server'],
  ['packages/server/src/paging/a.ts', '../alert/open-alert.ts'],
  ['packages/server/src/paging/a.ts', './load-page.ts'],
  ['packages/server/src/app/start.ts', '../paging/load-page.ts'],
  ['packages/web/src/alert/list.tsx', '../ui/button.tsx'],
  ['packages/sim/src/world.ts', '@evenwatch/server'],
  ['packages/sim/src/a.test.ts', '../../server/src/platform/testing/test-database.ts'],
])('%s may import %s', (path, specifier) => {
  expect(messages(importRules, path, `import { a } from '${specifier}'`)).toEqual([])
})

test('a file is called like its only function, or like the thing it makes', () => {
  const at = 'packages/server/src/alert/acknowledge-alert.ts'
  expect(messages(fileName, at, 'export function acknowledgeAlert() {}')).toEqual([])
  expect(messages(fileName, at, 'export const ackIt = () => 1')).toEqual([
    'its one function is ackIt',
  ])
  const two = 'export function a() {}\nexport function b() {}'
  expect(messages(fileName, at, two)).toEqual([])
  const channel = 'packages/server/src/paging/channels/email/email-channel.ts'
  expect(messages(fileName, channel, 'export function createEmailChannel() {}')).toEqual([])
  expect(
    messages(fileName, 'packages/web/src/ui/name-tag.tsx', 'export const NameTag = () => 1'),
  ).toEqual([])
})

test('only a package’s index.ts re-exports', () => {
  const text = "export * from './a.ts'"
  expect(messages(noBarrel, 'packages/core/src/index.ts', text)).toEqual([])
  expect(messages(noBarrel, 'packages/core/src/alert/index.ts', text)).toHaveLength(1)
})

test('a double cast and a silenced compiler need a reason beside them', () => {
  expect(messages(reasonForCast, CORE, 'const a = b as unknown as C')).toHaveLength(1)
  expect(messages(reasonForCast, CORE, 'const a = b as unknown as C // Checked by f.')).toEqual([])
  expect(messages(reasonForCast, CORE, '// @ts-expect-error\nf()')).toHaveLength(1)
  expect(messages(reasonForCast, CORE, '// @ts-expect-error the types lag behind\nf()')).toEqual([])
})

test('open work needs an issue number', () => {
  const word = ['TO', 'DO'].join('')
  expect(messages(issueForOpenWork, CORE, `// ${word}: later`)).toHaveLength(1)
  expect(messages(issueForOpenWork, CORE, `// ${word} #12: later`)).toEqual([])
})

test('a circle of imports is shown as its path', () => {
  const circle = { 'scripts/a.ts': "import './b.ts'", 'scripts/b.ts': "import './a.ts'" }
  expect(noCycles.check(treeOf(circle)).map(({ message }) => message)).toEqual([
    'scripts/a.ts → scripts/b.ts → scripts/a.ts',
  ])
  const line = { 'scripts/a.ts': "import './b.ts'", 'scripts/b.ts': '' }
  expect(noCycles.check(treeOf(line))).toEqual([])
})

test('the root holds at most 20 visible entries', () => {
  const entries = (count: number) =>
    Object.fromEntries([...Array(count).keys()].map((n) => [`file-${n}.md`, '']))
  expect(rootEntries.check(treeOf({ ...entries(20), '.hidden': '' }))).toEqual([])
  expect(rootEntries.check(treeOf(entries(21)))).toHaveLength(1)
})

test('four folders below src are the most', () => {
  const at = (folders: string) =>
    folderDepth.check(treeOf({ [`packages/core/src/${folders}/x.md`]: '' }))
  expect(at('a/b/c/d')).toEqual([])
  expect(at('a/b/c/d/e')).toHaveLength(1)
})

test('paths of one machine and foreign registries are found', () => {
  const folder = ['', 'work', 'project'].join('/')
  const lock = (host: string) => `"resolved": "https://${host}/a/-/a-1.0.0.tgz"`
  expect(noWorkplace.check(treeOf({ 'README.md': `cd ${folder}` }))).toHaveLength(1)
  expect(noWorkplace.check(treeOf({ 'README.md': 'see /api/work/1 and ./work/' }))).toEqual([])
  expect(noWorkplace.check(treeOf({ 'package-lock.json': lock('mirror.test') }))).toHaveLength(1)
  expect(noWorkplace.check(treeOf({ 'package-lock.json': lock('registry.npmjs.org') }))).toEqual([])
})

test('a lockfile without the binaries of another platform is found', () => {
  const lock = (...present: string[]) => {
    const tool = { optionalDependencies: { 'tool-linux': '1.0.0', 'tool-darwin': '1.0.0' } }
    const entries = present.map((path) => [path, {}])
    const packages = { 'node_modules/tool': tool, ...Object.fromEntries(entries) }
    return wholeLockfile.check(treeOf({ 'package-lock.json': JSON.stringify({ packages }) }))
  }
  const nested = 'node_modules/tool/node_modules/tool-darwin'
  expect(lock('node_modules/tool-linux', nested)).toEqual([])
  expect(lock('node_modules/tool-linux').map(({ message }) => message)).toEqual([
    'node_modules/tool needs tool-darwin',
  ])
})

test('length is a signal', () => {
  const lines = (count: number) => '\n'.repeat(count)
  expect(messages(longFile, CORE, lines(400))).toEqual([])
  expect(messages(longFile, CORE, lines(401))).toEqual(['401 lines'])
  expect(messages(longFunction, CORE, `function f() {${lines(59)}}`)).toEqual([])
  expect(messages(longFunction, CORE, `function f() {${lines(60)}}`)).toEqual(['61 lines'])
})

test('Biome refuses any, non-null assertions, default exports, console, ts-ignore and .only', () => {
  const text = [
    "import { test } from 'vitest'",
    'export default function f(a: any) {',
    '  // @ts-ignore',
    '  console.log(a!.b)',
    '}',
    "test.only('a', () => {})",
  ].join('\n')
  const folder = mkdtempSync(join(tmpdir(), 'evenwatch-biome-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  copyFileSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'))
  writeFileSync(join(folder, 'a.ts'), text)
  const { stdout, stderr } = spawnSync(
    join(ROOT, 'node_modules/.bin/biome'),
    ['lint', '--vcs-enabled=false', '--max-diagnostics=none', 'a.ts'],
    { cwd: folder, encoding: 'utf8' },
  )
  const said = stdout + stderr
  for (const rule of [
    'noExplicitAny',
    'noNonNullAssertion',
    'noDefaultExport',
    'noConsole',
    'noTsIgnore',
    'noFocusedTests',
  ]) {
    expect(said, rule).toContain(rule)
  }
})
