// Faults of documents, each with its file and the line of the nearest field that the file holds.

import type { ConfigurationPlan, FieldFault } from '@evenwatch/api'

export type LocatedFault = ConfigurationPlan['faults'][number]

export type DocumentPlace = {
  readonly file: string
  readonly line: number
  /** Lines of fields by their path; absent when the documents come from no file. */
  readonly lines?: Readonly<Record<string, number>> | undefined
}

export function locateFault(place: DocumentPlace, fault: FieldFault): LocatedFault {
  return { ...fault, file: place.file, line: lineOf(place, fault.field) }
}

function lineOf({ line, lines }: DocumentPlace, field: string): number {
  for (let path = field; path !== ''; path = path.replace(/(^|\.)[^.[\]]+$|\[\d+\]$/, '')) {
    const found = lines?.[path]
    if (found !== undefined) return found
  }
  return line
}
