// Debian's Alertmanager with a configuration written for the test. Its waits are short, so that a
// notification leaves within a second; what it sends and how is its own.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import { startProcess } from './start-process.ts'
import { temporaryFolder } from './temporary-folder.ts'

const BINARY = '/usr/bin/prometheus-alertmanager'

export type PrometheusAlert = {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly generatorURL?: string
}

export type Alertmanager = {
  /** As Prometheus posts it, with an end one minute ahead. */
  fire(alert: PrometheusAlert): Promise<void>
  resolve(alert: PrometheusAlert): Promise<void>
  output(): string
}

/** `receivers` is the receiver's configuration, such as `webhook_configs`, as JSON is YAML. */
export async function startAlertmanager(receiver: object): Promise<Alertmanager> {
  const folder = temporaryFolder('alertmanager')
  const port = await freePort()
  const file = join(folder, 'alertmanager.yml')
  const configuration = {
    route: {
      receiver: 'evenwatch',
      group_by: ['alertname'],
      group_wait: '100ms',
      group_interval: '500ms',
      repeat_interval: '1h',
    },
    receivers: [{ name: 'evenwatch', ...receiver }],
  }
  writeFileSync(file, JSON.stringify(configuration))
  const started = startProcess(
    BINARY,
    [
      `--config.file=${file}`,
      `--storage.path=${folder}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
    { PATH: process.env.PATH, HOME: folder },
  )
  const url = `http://127.0.0.1:${port}`
  await eventually(
    'Alertmanager is ready',
    () => {
      if (started.hasEnded()) expect.fail(`Alertmanager ended:\n${started.output()}`)
      return fetch(`${url}/-/ready`).then(
        (answer) => answer.ok,
        () => false,
      )
    },
    () => started.output(),
  )
  const post = async (alert: PrometheusAlert, endsAt: number) => {
    const startsAt = new Date(Date.now() - 1_000).toISOString()
    const body = [{ ...alert, startsAt, endsAt: new Date(endsAt).toISOString() }]
    const answer = await fetch(`${url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(answer.status, await answer.text()).toBe(200)
  }
  return {
    fire: (alert) => post(alert, Date.now() + 60_000),
    resolve: (alert) => post(alert, Date.now()),
    output: () => started.output(),
  }
}
