// docs/reference/errors.md, from the error catalogue.

import { ERROR_CATALOGUE } from '@evenwatch/api'
import { code, generatedBy, page, table } from './markdown.ts'

export function renderErrors(): string {
  const rows = Object.entries(ERROR_CATALOGUE).map(([name, { status, exitCode, title }]) => [
    code(name),
    String(status),
    String(exitCode),
    title,
  ])
  return page(
    generatedBy('packages/api/src/platform/error-catalogue.ts'),
    '# Errors',
    'A refused call answers with a problem document (RFC 9457, `application/problem+json`). Its `code` is one of these and never changes its meaning; `detail` is for people, and `fields` names every invalid field at once. The command line ends with the exit code of the same row.',
    table(['code', 'HTTP status', 'exit code', 'meaning'], rows),
  )
}
