// Checks the types of every package by its own tsconfig.json, two at a time.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles, ROOT } from '../shared/repository.ts'
import { runTool } from '../shared/run-command.ts'
import type { StepResult } from './step-result.ts'

const AT_ONCE = 2

export async function typecheckAll(): Promise<StepResult> {
  const projects = projectFolders()
  const outputs: string[] = []
  const worker = async () => {
    for (let folder = projects.shift(); folder !== undefined; folder = projects.shift()) {
      const { exitCode, output } = await runTool('tsc', ['-p', folder])
      if (exitCode !== 0) outputs.push(`tsc -p ${folder}\n${output}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return { passed: outputs.length === 0, output: outputs.join('\n') }
}

/** The root's project holds the scripts. A folder without sources has nothing to check. */
function projectFolders(): string[] {
  const folders = ['.', 'bench', 'e2e', ...listFiles('packages').flatMap(packageOf)]
  return [...new Set(folders)].filter(
    (folder) => folder === '.' || existsSync(join(ROOT, folder, 'src')),
  )
}

function packageOf(path: string): readonly string[] {
  const [packages, name, file] = path.split('/')
  return file === 'tsconfig.json' ? [`${packages}/${name}`] : []
}
