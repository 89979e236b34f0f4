// One operation, one file, one name: a file with a single exported function is called like it.

import type { FileRule } from '../finding.ts'
import { isNode, type SourceFile, type SyntaxNode } from '../source-file.ts'

/** Named by what loads them, not by what they export. */
const NAMED_FROM_OUTSIDE = /(?:^|\/)(?:index|main|[\w.-]+\.config)\.tsx?$/

const MAKING = /^(?:create|use|bench)(?=[A-Z])/

export const fileName: FileRule = {
  name: 'a file is called like its function',
  remedy: 'Rename the file or the function: acknowledge-alert.ts exports acknowledgeAlert.',
  check(file) {
    if (file.isTest || NAMED_FROM_OUTSIDE.test(file.path)) return []
    const exported = exportsOf(file)
    const values = exported.filter(({ kind }) => kind !== 'type')
    const only = values.length === 1 ? values[0] : undefined
    if (only === undefined || only.kind !== 'function') return []
    const stem = plain((file.path.split('/').at(-1) ?? '').replace(/(?:\.bench)?\.tsx?$/, ''))
    // Or like the thing that it makes or gives: `wakes.ts`, `email-channel.ts`, `now.ts`.
    const names = exported.flatMap(({ name }) => [name, name.replace(MAKING, '')])
    if (names.some((name) => plain(name) === stem)) return []
    return [{ path: file.path, message: `its one function is ${only.name}` }]
  },
}

/** Case and hyphens aside, so that a component may be in Pascal case. */
function plain(name: string): string {
  return name.replaceAll(/[-._]/g, '').toLowerCase()
}

type Exported = { readonly name: string; readonly kind: 'type' | 'function' | 'value' }

function exportsOf(file: SourceFile): readonly Exported[] {
  return nodesOf(file.program.body)
    .filter((node) => node.type === 'ExportNamedDeclaration')
    .flatMap((node) => (isNode(node.declaration) ? declared(node.declaration) : listed(node)))
}

function declared(declaration: SyntaxNode): readonly Exported[] {
  if (declaration.type === 'VariableDeclaration') {
    return nodesOf(declaration.declarations).map(({ id, init }) => ({
      name: nameOf(id),
      kind: isNode(init) && init.type.endsWith('FunctionExpression') ? 'function' : 'value',
    }))
  }
  return [{ name: nameOf(declaration.id), kind: KINDS[declaration.type] ?? 'value' }]
}

const KINDS: { readonly [type: string]: Exported['kind'] } = {
  FunctionDeclaration: 'function',
  TSDeclareFunction: 'type',
  TSInterfaceDeclaration: 'type',
  TSTypeAliasDeclaration: 'type',
}

function listed(node: SyntaxNode): readonly Exported[] {
  const kind = node.exportKind === 'type' ? 'type' : 'value'
  return nodesOf(node.specifiers).map(({ exported }) => ({ name: nameOf(exported), kind }))
}

function nodesOf(value: unknown): readonly SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === 'string' ? node.name : ''
}
