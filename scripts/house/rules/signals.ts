// Signals: worth a look, never a failure. Some files and functions are long for a reason.

import type { FileRule } from '../finding.ts'
import { lineAt, walk } from '../source-file.ts'

const FILE_LINES_MAX = 400
const FUNCTION_LINES_MAX = 60
const FUNCTIONS = /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/

export const longFile: FileRule = {
  name: `file over ${FILE_LINES_MAX} lines`,
  remedy: 'Is it still one idea? If so, its first comment may say why it is long.',
  check(file) {
    const lines = file.text.split('\n').length - 1
    return lines > FILE_LINES_MAX ? [{ path: file.path, message: `${lines} lines` }] : []
  },
}

export const longFunction: FileRule = {
  name: `function over ${FUNCTION_LINES_MAX} lines`,
  remedy: 'Let it decide and give the computing to helpers.',
  check(file) {
    if (file.isTest) return []
    const found: { path: string; line: number; message: string }[] = []
    walk(file.program, (node) => {
      if (!FUNCTIONS.test(node.type)) return
      const line = lineAt(file, node.start)
      const lines = lineAt(file, node.end) - line + 1
      if (lines > FUNCTION_LINES_MAX) {
        found.push({ path: file.path, line, message: `${lines} lines` })
      }
    })
    return found
  },
}
