// Shows the first line in which two texts differ, so that a failed check says what changed.

export function firstDifference(present: string, wanted: string): string {
  const presentLines = present.split('\n')
  const wantedLines = wanted.split('\n')
  const length = Math.max(presentLines.length, wantedLines.length)
  for (let index = 0; index < length; index += 1) {
    const before = presentLines[index]
    const after = wantedLines[index]
    if (before === after) continue
    return `Line ${index + 1}:\n  - ${before ?? '(end of file)'}\n  + ${after ?? '(end of file)'}`
  }
  return 'They are alike.'
}
