// The embedded server as an operator meets it: first and later starts, crashes of either process,
// other users, closed folders. Each test has a data folder and processes of its own.

import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert } from '@evenwatch/core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  endProcess,
  findAccount,
  holdEmbeddedPostgres,
  makeZombie,
  mayOthersEnter,
  temporaryFolder,
} from '../testing/process-tools.ts'
import { silentLog } from '../testing/silent-log.ts'
import { identifyProcess, isRunning } from './process-identity.ts'
import { type SocketConnection, startEmbeddedPostgres } from './start-embedded-postgres.ts'

const isRoot = process.getuid?.() === 0
const isLinux = process.platform === 'linux'

async function start(dataDir: string, options: { unsafeFast?: boolean; shelter?: string } = {}) {
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog, ...options })
  onTestFinished(() => server.stop())
  return server
}

// Making a cluster takes a second, copying one a tenth of it.
let seed = ''
beforeAll(async () => {
  seed = mkdtempSync(join(tmpdir(), 'evenwatch-seed-'))
  chmodSync(seed, 0o755)
  const options = { dataDir: seed, log: silentLog, unsafeFast: true }
  await (await startEmbeddedPostgres(options)).stop()
})
afterAll(() => rmSync(seed, { recursive: true, force: true }))

/** A data folder whose database has been started once before. */
function usedDataFolder(): string {
  const folder = temporaryFolder()
  execFileSync('cp', ['-a', join(seed, 'postgres'), folder])
  return folder
}

async function query(connection: SocketConnection, text: string): Promise<unknown[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

function connectionTo(host: string): SocketConnection {
  return { host, port: 5432, user: 'evenwatch', database: 'evenwatch' }
}

function ownerOf(pid: number): number {
  return statSync(`/proc/${pid}`).uid
}

function kill(pid: number): void {
  const identity = identifyProcess(pid)
  if (identity !== undefined && isRunning(identity)) process.kill(pid, 'SIGKILL')
}

describe('a start', () => {
  test('makes a durable database in UTC that only its socket leads to, and keeps it', async () => {
    const dataDir = join(temporaryFolder(), 'data')
    const first = await start(dataDir)
    expect(first.adopted).toBe(false)
    const settings = await query(
      first.connectionOptions,
      `select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as commit, current_setting('timezone') as zone,
        current_setting('server_encoding') as encoding`,
    )
    expect(settings).toEqual([
      { addresses: '', fsync: 'on', commit: 'on', zone: 'UTC', encoding: 'UTF8' },
    ])
    expect(statSync(first.connectionOptions.host).mode & 0o777).toBe(0o700)
    await query(first.connectionOptions, 'create table kept as select 42 as value')
    await first.stop()
    expect(isRunning(identifyProcess(first.pid()) ?? { pid: 0, startedAt: '' })).toBe(false)
    expect(readFileSync(join(dataDir, 'postgres', 'server.log'), 'utf8')).toContain(
      'database system is shut down',
    )

    const second = await start(dataDir)
    expect(second.adopted).toBe(false)
    expect(await query(second.connectionOptions, 'select value from kept')).toEqual([{ value: 42 }])
  })

  test('completes a first start that was cut off', async () => {
    const dataDir = temporaryFolder()
    mkdirSync(join(dataDir, 'postgres', 'cluster.draft', 'base'), { recursive: true })
    writeFileSync(join(dataDir, 'postgres', 'cluster.draft', 'PG_VERSION'), '18\n')
    const server = await start(dataDir, { unsafeFast: true })
    expect(await query(server.connectionOptions, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(readdirSync(join(dataDir, 'postgres'))).not.toContain('cluster.draft')
  })

  test('says what is wrong with a data folder that is a file', async () => {
    const file = join(temporaryFolder(), 'data')
    writeFileSync(file, '')
    await expect(start(file)).rejects.toMatchObject({
      code: 'data_folder_unusable',
      message: expect.stringContaining('EVENWATCH_DATA_DIR'),
    })
  })

  test('refuses the files of another major version', async () => {
    const dataDir = temporaryFolder()
    mkdirSync(join(dataDir, 'postgres', 'cluster'), { recursive: true })
    writeFileSync(join(dataDir, 'postgres', 'cluster', 'PG_VERSION'), '16\n')
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'database_version_unsupported' })
  })

  test('finds a short place for the socket when the path of the data is long', async () => {
    const dataDir = join(temporaryFolder(), 'a-long-name-'.repeat(8))
    const server = await start(dataDir, { unsafeFast: true })
    const { host } = server.connectionOptions
    onTestFinished(() => rmSync(host, { recursive: true, force: true }))
    expect(Buffer.byteLength(host)).toBeLessThan(85)
    expect(await query(server.connectionOptions, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('is refused while another process uses the folder', async () => {
    const dataDir = usedDataFolder()
    const { child } = await holdEmbeddedPostgres({ dataDir, unsafeFast: true })
    await expect(start(dataDir, { unsafeFast: true })).rejects.toMatchObject({
      code: 'data_folder_in_use',
      message: expect.stringContaining(`process ${child.pid}`),
    })
    await endProcess(child, 'SIGTERM')
    expect((await start(dataDir, { unsafeFast: true })).adopted).toBe(false)
  })
})

describe('after kill -9', () => {
  test('of our process its server is adopted, with all that was committed', async () => {
    const dataDir = usedDataFolder()
    const { child, report } = await holdEmbeddedPostgres({ dataDir })
    assert(report.kind === 'ready', 'the holder started its server')
    onTestFinished(() => kill(report.serverPid))
    await endProcess(child)

    const server = await start(dataDir)
    expect(server.adopted).toBe(true)
    expect(server.pid()).toBe(report.serverPid)
    expect(await query(server.connectionOptions, 'select 1 as one')).toEqual([{ one: 1 }])
    await server.stop()
    expect(identifyProcess(report.serverPid)).toSatisfy(
      (found: ReturnType<typeof identifyProcess>) => found === undefined || found.zombie,
    )
  })

  test('a server that runs without durability is not adopted by a start that wants it', async () => {
    const dataDir = usedDataFolder()
    const { child, report } = await holdEmbeddedPostgres({ dataDir, unsafeFast: true })
    assert(report.kind === 'ready', 'the holder started its server')
    onTestFinished(() => kill(report.serverPid))
    await endProcess(child)

    const server = await start(dataDir)
    expect(server.adopted).toBe(false)
    expect(await query(server.connectionOptions, 'show fsync')).toEqual([{ fsync: 'on' }])
  })

  test('a server that was told to end but waits for a client is not adopted', async () => {
    const dataDir = usedDataFolder()
    const { child, report } = await holdEmbeddedPostgres({ dataDir, unsafeFast: true })
    assert(report.kind === 'ready', 'the holder started its server')
    onTestFinished(() => kill(report.serverPid))
    const client = new pg.Client(connectionTo(report.host))
    const cut = new Promise((resolve) => client.on('error', resolve))
    await client.connect()
    await endProcess(child)
    process.kill(report.serverPid, 'SIGTERM')
    const pidFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid')
    await vi.waitFor(() => expect(readFileSync(pidFile, 'utf8')).toContain('stopping'))

    const server = await start(dataDir, { unsafeFast: true })
    expect(server.adopted).toBe(false)
    expect(await query(server.connectionOptions, 'select 1 as one')).toEqual([{ one: 1 }])
    await cut
  })

  test('of the server it runs again and nothing committed is lost', async () => {
    const server = await start(usedDataFolder())
    await query(server.connectionOptions, 'create table kept as select 42 as value')
    const firstPid = server.pid()
    process.kill(firstPid, 'SIGKILL')
    await vi.waitFor(
      async () => {
        expect(server.pid()).not.toBe(firstPid)
        const rows = await query(server.connectionOptions, 'select value from kept')
        expect(rows).toEqual([{ value: 42 }])
      },
      { timeout: 15_000, interval: 50 },
    )
  })

  test('of both, the next start waits for busy backends and recovers', async () => {
    const dataDir = usedDataFolder()
    const { child, report } = await holdEmbeddedPostgres({ dataDir })
    assert(report.kind === 'ready', 'the holder started its server')
    const connection = connectionTo(report.host)
    await query(connection, 'create table kept as select 42 as value')
    const busy = new pg.Client(connection)
    busy.on('error', () => undefined)
    await busy.connect()
    const cut = expect(
      busy.query('select count(*) from generate_series(1, 1e12)'),
    ).rejects.toThrow()
    await endProcess(child)
    process.kill(report.serverPid, 'SIGKILL')

    const server = await start(dataDir)
    expect(server.adopted).toBe(false)
    expect(await query(server.connectionOptions, 'select value from kept')).toEqual([{ value: 42 }])
    await cut
  })
})

describe.runIf(isLinux)('lock files left behind', () => {
  function stoppedServer() {
    const dataDir = usedDataFolder()
    const cluster = join(dataDir, 'postgres', 'cluster')
    const socketFolder = join(dataDir, 'postgres', 'socket')
    const leave = (pid: number) => {
      const text = [pid, cluster, 1, 5432, socketFolder, '', '', 'ready   ', '']
      writeFileSync(join(cluster, 'postmaster.pid'), text.join('\n'))
      const socket = join(socketFolder, '.s.PGSQL.5432')
      writeFileSync(socket, '')
      writeFileSync(`${socket}.lock`, text.join('\n'))
    }
    return { dataDir, leave }
  }

  test('by a zombie do not prevent a start', async () => {
    const { dataDir, leave } = stoppedServer()
    const program = join(temporaryFolder(), 'postgres')
    copyFileSync('/bin/sleep', program)
    const pid = await makeZombie(program)
    await vi.waitFor(() => expect(identifyProcess(pid)).toMatchObject({ zombie: true }))
    leave(pid)
    const server = await start(dataDir, { unsafeFast: true })
    expect(server.adopted).toBe(false)
    expect(await query(server.connectionOptions, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('whose number now belongs to another process do not prevent a start', async () => {
    const { dataDir, leave } = stoppedServer()
    leave(process.pid)
    const server = await start(dataDir, { unsafeFast: true })
    expect(await query(server.connectionOptions, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('by a server of another folder do not lead there', async () => {
    const other = await start(usedDataFolder(), { unsafeFast: true })
    const { dataDir, leave } = stoppedServer()
    leave(other.pid())
    const server = await start(dataDir, { unsafeFast: true })
    expect(server.adopted).toBe(false)
    expect(server.pid()).not.toBe(other.pid())
  })
})

// An ordinary user has no other account to run the server as: there is nothing to test, or to skip.
const describeForRoot = isRoot ? describe : () => undefined
// Nor can anybody else start a program from sources that only root may enter.
const testFromHere = mayOthersEnter(import.meta.dirname) ? test : () => undefined

describeForRoot('users', () => {
  test('root runs the server as an ordinary user', async () => {
    const server = await start(usedDataFolder(), { unsafeFast: true })
    expect(ownerOf(server.pid())).toBe((findAccount('postgres') ?? findAccount('nobody'))?.uid)
  })

  testFromHere('an ordinary user runs it as itself', async () => {
    const nobody = findAccount('nobody')
    expect(nobody).toBeDefined()
    const folder = temporaryFolder()
    const dataDir = join(folder, 'data')
    mkdirSync(dataDir, { mode: 0o777 })
    // The umask has taken write bits away.
    chmodSync(dataDir, 0o777)
    const { child, report } = await holdEmbeddedPostgres({ dataDir, unsafeFast: true }, nobody)
    assert(report.kind === 'ready', 'the holder started its server')
    expect(ownerOf(report.serverPid)).toBe(nobody?.uid)
    await endProcess(child, 'SIGTERM')
    // Root then leaves the cluster to the user it belongs to.
    const server = await start(dataDir, { unsafeFast: true })
    expect(ownerOf(server.pid())).toBe(nobody?.uid)
  })

  testFromHere("an ordinary user is refused another user's database, with a way out", async () => {
    const postgres = findAccount('postgres')
    if (postgres === undefined) return
    const dataDir = usedDataFolder()
    const { report } = await holdEmbeddedPostgres({ dataDir }, findAccount('nobody'))
    expect(report).toMatchObject({
      kind: 'refused',
      code: 'data_folder_unusable',
      message: expect.stringContaining('EVENWATCH_DATA_DIR'),
    })
  })

  test('a data folder that only root may enter gets its database elsewhere, and finds it again', async () => {
    const folder = temporaryFolder()
    const shelter = join(folder, 'shelter')
    const dataDir = join(folder, 'closed', 'data')
    mkdirSync(join(folder, 'closed'), { mode: 0o700 })
    const first = await start(dataDir, { unsafeFast: true, shelter })
    await query(first.connectionOptions, 'create table kept as select 42 as value')
    await first.stop()
    const home = readFileSync(join(dataDir, 'postgres-location'), 'utf8').trim()
    expect(home.startsWith(join(shelter, 'evenwatch-'))).toBe(true)

    const second = await start(dataDir, { unsafeFast: true, shelter: join(folder, 'unused') })
    expect(await query(second.connectionOptions, 'select value from kept')).toEqual([{ value: 42 }])
  })
})
