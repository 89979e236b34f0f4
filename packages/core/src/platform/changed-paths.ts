// Where two JSON values differ, as paths that people know from files: `spec.steps[0].after`.
//
// Keys that are absent and keys that are undefined count as the same, and the order of keys does
// not matter, so that a document read back from a database equals the one that was written.

/** A difference is named this often; a longer list tells nobody more. */
export const CHANGED_PATHS_MAX = 100

export function changedPaths(before: unknown, after: unknown, at = ''): string[] {
  const found: string[] = []
  collect(before, after, at, found)
  return found.slice(0, CHANGED_PATHS_MAX)
}

export function sameJson(one: unknown, other: unknown): boolean {
  return changedPaths(one, other).length === 0
}

function collect(before: unknown, after: unknown, at: string, found: string[]): void {
  if (Object.is(before, after) || found.length > CHANGED_PATHS_MAX) return
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) return void found.push(at)
    before.forEach((value, i) => {
      collect(value, after[i], `${at}[${i}]`, found)
    })
    return
  }
  if (!isRecord(before) || !isRecord(after)) return void found.push(at)
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    collect(before[key], after[key], at === '' ? key : `${at}.${key}`, found)
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
