// What a test file starts, it stops: each start leaves its stop here, and after the file's last
// test they run in the reverse order. A part that refuses to stop does not keep the others running.

import { afterAll, expect } from 'vitest'

type Stop = () => Promise<void> | void

const stops: Stop[] = []

afterAll(async () => {
  const faults: unknown[] = []
  for (const stop of stops.splice(0).reverse()) {
    try {
      await stop()
    } catch (fault) {
      faults.push(fault)
    }
  }
  expect(faults).toEqual([])
})

export function stopAtEnd(stop: Stop): void {
  stops.push(stop)
}
