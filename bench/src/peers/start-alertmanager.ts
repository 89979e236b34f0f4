// Debian's Alertmanager as a peer, with its data in a folder of its own and nothing to notify.

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BINARY = '/usr/bin/prometheus-alertmanager'
const READY_TRIES = 100
const READY_PAUSE_MS = 100

export async function startAlertmanager() {
  if (!existsSync(BINARY))
    throw new Error('Install the Debian package prometheus-alertmanager to measure against it.')
  const folder = mkdtempSync(join(tmpdir(), 'evenwatch-alertmanager-'))
  const file = join(folder, 'alertmanager.yml')
  writeFileSync(file, 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n')
  const port = await freePort()
  const child = spawn(
    BINARY,
    [
      `--config.file=${file}`,
      `--storage.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  )
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    const isReady = await fetch(`http://127.0.0.1:${port}/-/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isReady) break
    await new Promise((resolve) => setTimeout(resolve, READY_PAUSE_MS))
  }
  return {
    port,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
