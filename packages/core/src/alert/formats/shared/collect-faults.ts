// Gathers every fault of a body, so that a sender can mend all of them in one go.

import type { EventFault } from '../../event.ts'

/** More than this tells nobody anything new; a last fault says how many were left out. */
export const FAULT_COUNT_MAX = 100

export type Faults = {
  add(field: string, rule: string, example?: string): void
  list(): readonly EventFault[]
}

export function collectFaults(): Faults {
  const faults: EventFault[] = []
  let leftOut = 0
  return {
    add(field, rule, example) {
      if (faults.length >= FAULT_COUNT_MAX - 1) leftOut += 1
      else faults.push(example === undefined ? { field, rule } : { field, rule, example })
    },
    list: () =>
      leftOut === 0
        ? faults
        : [...faults, { field: '', rule: `${leftOut} more faults are not listed` }],
  }
}
