// An instant given on the command line: RFC 3339, with its offset said.

import { InvalidArgumentError } from 'commander'

export function readInstantOption(text: string): string {
  const hasOffset = /T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
  const at = hasOffset ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) {
    throw new InvalidArgumentError(
      'An instant with its offset, for example 2026-03-16T09:00:00+01:00.',
    )
  }
  return new Date(at).toISOString()
}
