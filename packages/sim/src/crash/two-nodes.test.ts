import { expect, test } from 'vitest'
import { describeTwoNodes, sliceTwoNodes, twoNodesFindings } from './describe-two-nodes.ts'
import { hasSystemPostgres } from './start-system-postgres.ts'
import { twoNodes } from './two-nodes.ts'

const SEED = 20_262
const RUN_MS_MAX = 240_000

test.runIf(hasSystemPostgres())(
  'two nodes share the pages, and one takes over what a frozen one held',
  async () => {
    const result = await twoNodes(sliceTwoNodes(SEED), () => undefined)
    expect(twoNodesFindings(result), describeTwoNodes(result, SEED).join('\n')).toEqual([])
  },
  RUN_MS_MAX,
)
