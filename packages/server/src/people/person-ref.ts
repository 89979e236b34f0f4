// People as other rooms' answers name them.

import type { Directory } from '@evenwatch/core'

export type PersonRef = { readonly id: string; readonly name: string; readonly displayName: string }

/** Those who still exist, in the given order. */
export function personRefs(directory: Directory, userIds: readonly string[]): PersonRef[] {
  return userIds.flatMap((userId) => {
    const person = directory.people.get(userId)
    return person ? [{ id: person.id, name: person.name, displayName: person.displayName }] : []
  })
}
