// Brings a sender's labels within the limits: short text values under short names.

import type { Json } from '../../../platform/json.ts'
import { isJsonObject } from '../../../platform/json.ts'
import { EVENT_LIMITS } from '../../event.ts'
import { quote, type Warnings } from './collect-warnings.ts'
import { cutText } from './cut-text.ts'
import { scalarText } from './read-text.ts'

export type Labels = { readonly [name: string]: string }

export function sanitiseLabels(field: string, value: Json | undefined, warnings: Warnings): Labels {
  if (value === undefined || value === null) return {}
  if (!isJsonObject(value)) {
    warnings.add(`${field} should be an object of texts; ${quote(value)} was left out.`)
    return {}
  }
  const labels: { [name: string]: string } = {}
  let count = 0
  let leftOut = 0
  for (const [rawName, rawValue] of Object.entries(value)) {
    if (rawValue === null) continue
    const name = cutText(rawName, EVENT_LIMITS.labelNameChars)
    if (rawName.trim() === '' || Object.hasOwn(labels, name) || count >= EVENT_LIMITS.labelCount) {
      leftOut += 1
      continue
    }
    if (name !== rawName) {
      warnings.add(`The name of label ${quote(rawName)} was cut to ${name.length} characters.`)
    }
    labels[name] = labelValue(name, rawValue, warnings)
    count += 1
  }
  if (leftOut > 0) {
    warnings.add(
      `${leftOut} of the ${field} were left out: nameless, twice the same, or more than ` +
        `${EVENT_LIMITS.labelCount}.`,
    )
  }
  return labels
}

function labelValue(name: string, value: Json, warnings: Warnings): string {
  const scalar = scalarText(value)
  if (scalar === undefined)
    warnings.add(`Label ${quote(name)} should be text; it was kept as JSON.`)
  const text = scalar ?? JSON.stringify(value)
  if (text.length > EVENT_LIMITS.labelValueChars) {
    warnings.add(
      `Label ${quote(name)} was cut from ${text.length} to ` +
        `${EVENT_LIMITS.labelValueChars} characters.`,
    )
  }
  return cutText(text, EVENT_LIMITS.labelValueChars)
}
