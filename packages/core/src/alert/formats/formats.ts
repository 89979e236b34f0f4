// The formats that `POST /in/{type}/{key}` takes. To add one: write its adapter in a folder of its
// vendor and name it here, in one line; `FormatType`, routes and settings follow.

import type { ParsedBody } from '../event.ts'
import { parseAlertmanager } from './alertmanager/parse-alertmanager.ts'

type FormatEntry = {
  /** The name people know it by. */
  readonly title: string
  readonly parse: (body: string) => ParsedBody
}

const ENTRIES = {
  alertmanager: { title: 'Prometheus Alertmanager', parse: parseAlertmanager },
} as const satisfies { readonly [type: string]: FormatEntry }

export type FormatType = keyof typeof ENTRIES

export type Format = FormatEntry & { readonly type: FormatType }

// The cast is sound: the keys are exactly those of ENTRIES.
export const FORMATS = Object.fromEntries(
  Object.entries(ENTRIES).map(([type, entry]) => [type, { type, ...entry }]),
) as { readonly [Type in FormatType]: Format }

export function isFormatType(text: string): text is FormatType {
  return Object.hasOwn(FORMATS, text)
}
