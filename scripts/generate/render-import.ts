// docs/reference/import.md, from the reasons that importers may give.

import { IMPORT_SYSTEMS, REASON_CODES } from '@evenwatch/cli'
import { code, generatedBy, page, table } from './markdown.ts'

export function renderImport(): string {
  const rows = Object.entries(REASON_CODES).map(([name, meaning]) => [code(name), meaning])
  const systems = IMPORT_SYSTEMS.map(code).join(', ')
  return page(
    generatedBy('packages/cli/src/import/reason-codes.ts'),
    '# Import',
    `\`evenwatch import\` knows of ${systems}; \`evenwatch import --help\` names those that this version brings. The options are on the page of the [command line](cli.md), the way step by step in a guide of each system, such as [move from Opsgenie](../guides/move-from-opsgenie.md).`,
    'What is imported belongs to the screens, as if it had been made there. People who are here already, by their e-mail address or by the map file, stay as they are. A second run of the same source writes nothing. Reading, planning and comparing write nothing either.',
    '## What the report says of an object',
    table(
      ['outcome', 'meaning'],
      [
        [code('same'), 'It came over as it was.'],
        [
          code('changed'),
          'It came over, and something of it is different; the sentence says what.',
        ],
        [code('cannot'), 'It, or a part of it, was left out; the sentence says what to do.'],
      ],
    ),
    '## Reasons',
    'Every `changed` and `cannot` has one of these, which never changes its meaning.',
    table(['code', 'meaning'], rows),
    '## Exit codes',
    table(
      ['exit code', 'meaning'],
      [
        ['0', 'Planned, imported, or nothing to change.'],
        [
          '1',
          'Nothing was written, because people would be on call differently without a reason (`--accept-differences` goes on), or because you said no; or some overrides were refused, and are named.',
        ],
        ['2', 'An option, a file, the key, or an object that the installation does not take.'],
        ['6', 'People would be moved within 48 hours; `--at` names when.'],
        ['7', 'The other system or this installation did not answer; the same command goes on.'],
      ],
    ),
  )
}
