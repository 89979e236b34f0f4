// axe on the page as it stands. Zero violations is the rule, so they are listed with their elements.

import axe from 'axe-core'
import type { Page } from 'playwright-core'

const NODES_SHOWN_MAX = 3
const HTML_CHARS_MAX = 160

type Violation = {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** One line for each violation; empty when there is none. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Evaluated by the debugger and not as a script element, so the page's own policy stays in force.
  await page.evaluate(axe.source)
  const found = await page.evaluate<readonly Violation[]>(
    'axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations)',
  )
  return found.map(({ id, nodes }) => {
    const shown = nodes.slice(0, NODES_SHOWN_MAX).map(describeNode)
    return `${id} (${nodes.length}): ${shown.join(' | ')}`
  })
}

function describeNode(node: Violation['nodes'][number]): string {
  const why = node.failureSummary?.split('\n').slice(1).join(' ').trim() ?? ''
  return `${node.html.slice(0, HTML_CHARS_MAX)} [${why}]`
}
