// docs/reference/environment.md, from the table beside the server's configuration.

import { ENVIRONMENT } from '../../packages/server/src/platform/environment-reference.ts'
import { code, generatedBy, page, table } from './markdown.ts'

export function renderEnvironment(): string {
  const groups = [...new Set(ENVIRONMENT.map(({ group }) => group))]
  return page(
    generatedBy('packages/server/src/platform/environment-reference.ts'),
    '# Environment',
    'Everything is optional. A value that cannot be used stops the start and says which variable it is, what is wrong and how a good one looks.',
    ...groups.flatMap((group) => [`## ${group}`, renderGroup(group)]),
  )
}

function renderGroup(group: string): string {
  const rows = ENVIRONMENT.filter((one) => one.group === group).map(
    ({ name, meaning, fallback, example }) => [
      code(name),
      meaning,
      fallback,
      code(`${name}=${example}`),
    ],
  )
  return table(['variable', 'meaning', 'without it', 'example'], rows)
}
