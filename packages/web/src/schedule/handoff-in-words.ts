// Which of one's own handoff notes are shown where a new one is written, and who has read each.

import type { HandoffNote } from '@evenwatch/api'
import { namesInWords } from '../ui/person.tsx'

/** Older ones are past: their readers have had shifts since. */
export const OWN_NOTES_SHOWN_MAX = 3

export function ownNotesOf(notes: readonly HandoffNote[], schedule: string): HandoffNote[] {
  return notes.filter((note) => note.schedule.name === schedule).slice(0, OWN_NOTES_SHOWN_MAX)
}

/** `read by Ben, not yet by Chen` */
export function readersInWords({ readers }: Pick<HandoffNote, 'readers'>): string {
  const [have, not] = [true, false].map((hasRead) =>
    readers.filter((one) => (one.acknowledgedAt !== null) === hasRead).map(({ user }) => user),
  )
  const parts = [
    have && have.length > 0 ? `read by ${namesInWords(have)}` : '',
    not && not.length > 0
      ? `${have?.length ? 'not yet by' : 'not read yet by'} ${namesInWords(not)}`
      : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}
