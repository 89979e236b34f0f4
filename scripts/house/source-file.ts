// A TypeScript file as the house rules see it: its place, its text and its syntax tree.
//
// The parser is the one that Vite brings along. TypeScript 7 has no stable interface for programs
// yet, and text search alone would trip over comments and strings.

import { parseSync } from 'vite'

/** A node of the ESTree; rules look only at the few properties they know. */
export type SyntaxNode = { readonly type: string; readonly start: number; readonly end: number } & {
  readonly [property: string]: unknown
}

export type Import = {
  readonly specifier: string
  readonly offset: number
  /** `export … from` */
  readonly reexport: boolean
}

export type SourceFile = {
  readonly path: string
  readonly text: string
  readonly isTest: boolean
  readonly program: SyntaxNode
  readonly comments: readonly { readonly value: string; readonly start: number }[]
  readonly imports: readonly Import[]
}

const TEST_FILE = /\.test\.tsx?$/

export function parseSource(path: string, text: string): SourceFile {
  const { program, comments, errors } = parseSync(path, text)
  const first = errors[0]
  if (first !== undefined) throw new SyntaxError(`${path}: ${first.message}`)
  const root = program as unknown as SyntaxNode // Seen as plain data: rules walk it generically.
  return {
    path,
    text,
    isTest: TEST_FILE.test(path) || path.includes('/testing/'),
    program: root,
    comments: comments.map(({ value, start }) => ({ value, start })),
    imports: importsOf(root),
  }
}

function importsOf(program: SyntaxNode): readonly Import[] {
  const imports: Import[] = []
  walk(program, (node) => {
    const { source } = node
    if (!IMPORTING.has(node.type) || !isNode(source) || typeof source.value !== 'string') return
    const reexport = node.type.startsWith('Export')
    imports.push({ specifier: source.value, offset: node.start, reexport })
  })
  return imports
}

const IMPORTING: ReadonlySet<string> = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** Visits a node and everything below it, in source order. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  visit(node)
  for (const value of Object.values(node)) {
    if (isNode(value)) walk(value, visit)
    else if (Array.isArray(value)) for (const one of value) if (isNode(one)) walk(one, visit)
  }
}

export function lineAt(file: { readonly text: string }, offset: number): number {
  let line = 1
  for (
    let at = file.text.indexOf('\n');
    at >= 0 && at < offset;
    at = file.text.indexOf('\n', at + 1)
  )
    line += 1
  return line
}
