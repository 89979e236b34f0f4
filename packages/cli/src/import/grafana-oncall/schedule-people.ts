// The people whom one schedule's shifts name, by our names; who is not known is said once each.

import type { SourceObject } from '../import-result.ts'
import type { Report } from '../report.ts'
import type { GrafanaNames } from './grafana-names.ts'
import type { MemberSpec } from './layer-forms.ts'

export type SchedulePeople = {
  named(ids: readonly string[], shift: SourceObject): string[]
  /** Null: nobody of them is known. */
  member(ids: readonly string[], shift: SourceObject): MemberSpec
}

export function schedulePeople(
  schedule: string,
  names: GrafanaNames,
  report: Report,
): SchedulePeople {
  const said = new Set<string>()
  function named(ids: readonly string[], shift: SourceObject): string[] {
    const found = new Set<string>()
    for (const id of ids) {
      const name = names.users.get(id)
      if (name !== undefined) found.add(name)
      else if (!said.has(`${shift.id} ${id}`)) {
        said.add(`${shift.id} ${id}`)
        const detail = `Its person ${id} has no e-mail address or is gone.`
        report.cannot('user-unknown', shift, detail, schedule)
      }
    }
    return [...found]
  }
  function member(ids: readonly string[], shift: SourceObject): MemberSpec {
    const found = named(ids, shift)
    const [only] = found
    return found.length > 1 ? found : (only ?? null)
  }
  return { named, member }
}
