// The API's reference as one page without script, straight from the OpenAPI document.

import { escapeHtml } from '@evenwatch/core'

type Operation = {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly operationId?: string
  readonly parameters?: readonly {
    name: string
    in: string
    required?: boolean
    description?: string
    schema?: unknown
  }[]
  readonly requestBody?: { readonly content?: Record<string, { schema?: unknown }> }
  readonly responses?: Record<string, { content?: Record<string, { schema?: unknown }> }>
}
type Document = { readonly paths?: Record<string, Record<string, unknown>> }

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
summary { cursor: pointer; padding: .4rem 0 }
code, pre { font-family: ui-monospace, monospace; font-size: .9em }
pre { overflow: auto; padding: .75rem; border: 1px solid #8885; border-radius: 6px; max-height: 24rem }
.method { display: inline-block; min-width: 4.5rem; font-weight: 600 }
section { border-top: 1px solid #8885; padding-top: .5rem }`

export function renderApiDocs(document: unknown): string {
  const byTag = new Map<string, string[]>()
  for (const [path, methods] of Object.entries((document as Document).paths ?? {})) {
    for (const [method, value] of Object.entries(methods)) {
      const operation = value as Operation
      const tag = operation.tags?.[0] ?? 'other'
      byTag.set(tag, [...(byTag.get(tag) ?? []), renderOperation(path, method, operation)])
    }
  }
  const sections = [...byTag].map(
    ([tag, items]) => `<section><h2>${escapeHtml(tag)}</h2>${items.join('')}</section>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Evenwatch API</title><style>${STYLE}</style></head><body><h1>Evenwatch API</h1>
<p>Send <code>Authorization: Bearer &lt;token&gt;</code>. The same as data: <a href="/api/openapi.json">openapi.json</a>.</p>
${sections.join('\n')}</body></html>`
}

function renderOperation(path: string, method: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    (one) =>
      `<li><code>${escapeHtml(one.name)}</code> (${one.in}${one.required ? ', required' : ''}) ${escapeHtml(one.description ?? '')}</li>`,
  )
  const body = operation.requestBody?.content?.['application/json']?.schema
  const answer = operation.responses?.['200']?.content?.['application/json']?.schema
  return `<details><summary><span class="method">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code> ${escapeHtml(operation.summary ?? '')}</summary>
${parameters.length > 0 ? `<ul>${parameters.join('')}</ul>` : ''}${renderSchema('Body', body)}${renderSchema('Answer', answer)}</details>`
}

function renderSchema(title: string, schema: unknown): string {
  if (schema === undefined) return ''
  return `<h3>${title}</h3><pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`
}
