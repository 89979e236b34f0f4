// An export as a folder of files, one for each collection, for the import command to read.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeTestFolder } from '../../testing/start-test-server.ts'

export async function writeExport(
  collections: Readonly<Record<string, readonly unknown[]>>,
): Promise<string> {
  const folder = join(await makeTestFolder(), 'export')
  await mkdir(folder)
  for (const [name, items] of Object.entries(collections)) {
    await writeFile(join(folder, `${name}.json`), JSON.stringify(items))
  }
  return folder
}
