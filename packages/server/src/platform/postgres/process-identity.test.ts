import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { makeZombie, temporaryFolder } from '../testing/process-tools.ts'
import { identifyProcess, isRunning } from './process-identity.ts'

const HIGHEST_PID = 2 ** 22

describe('a process', () => {
  test('is known by its number and its start', () => {
    const self = identifyProcess(process.pid)
    expect(self).toMatchObject({ pid: process.pid, zombie: false })
    expect(identifyProcess(process.pid)?.startedAt).toBe(self?.startedAt)
    expect(isRunning({ pid: process.pid, startedAt: self?.startedAt ?? '' })).toBe(true)
  })

  test('is another one when its number was given out again', () => {
    expect(isRunning({ pid: process.pid, startedAt: 'an earlier boot:1' })).toBe(false)
  })

  test('that does not exist has no identity', () => {
    expect(identifyProcess(HIGHEST_PID)).toBeUndefined()
    expect(identifyProcess(Number.NaN)).toBeUndefined()
    expect(identifyProcess(-1)).toBeUndefined()
  })

  test('that is a zombie does not run', async () => {
    const program = join(temporaryFolder(), 'odd) name')
    copyFileSync('/bin/sleep', program)
    const pid = await makeZombie(program)
    await vi.waitFor(() => expect(identifyProcess(pid)).toMatchObject({ zombie: true }))
    const zombie = identifyProcess(pid)
    expect(zombie?.name).toBe('odd) name')
    expect(isRunning({ pid, startedAt: zombie?.startedAt ?? '' })).toBe(false)
  })
})
