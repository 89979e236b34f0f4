// Every rule of the house in one list, in the order in which findings are shown.

import type { FileRule, TreeRule } from './finding.ts'
import { corePurity, engineTime } from './rules/ambient-rules.ts'
import { issueForOpenWork, reasonForCast } from './rules/comment-rules.ts'
import { fileName } from './rules/file-name.ts'
import { importRules } from './rules/import-rules.ts'
import { noBarrel } from './rules/no-barrel.ts'
import { noCycles } from './rules/no-cycles.ts'
import { longFile, longFunction } from './rules/signals.ts'
import { folderDepth, noWorkplace, rootEntries } from './rules/tree-rules.ts'
import { wholeLockfile } from './rules/whole-lockfile.ts'

export const FILE_RULES: readonly FileRule[] = [
  corePurity,
  engineTime,
  importRules,
  fileName,
  noBarrel,
  reasonForCast,
  issueForOpenWork,
]
export const TREE_RULES: readonly TreeRule[] = [
  noCycles,
  rootEntries,
  folderDepth,
  noWorkplace,
  wholeLockfile,
]

/** Printed, never failing. */
export const SIGNALS: readonly FileRule[] = [longFile, longFunction]
