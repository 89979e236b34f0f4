// Keeps the links and images of an event that a browser may follow safely: http and https only, so
// that nothing a sender writes runs as script when somebody clicks it at night.

import type { Json } from '../../../platform/json.ts'
import { isJsonObject } from '../../../platform/json.ts'
import { EVENT_LIMITS, type EventImage, type EventLink } from '../../event.ts'
import { quote, type Warnings } from './collect-warnings.ts'
import { cutText } from './cut-text.ts'
import { readLine } from './read-text.ts'

const HTTP_URL = /^https?:\/\/[^\s"<>\\^`{|}]+$/i

/** The address as it came, or null with a warning. Absent and empty ones are no fault. */
export function readHttpUrl(
  field: string,
  value: Json | undefined,
  warnings: Warnings,
): string | null {
  if (value === undefined || value === null || value === '') return null
  const href = typeof value === 'string' ? value.trim() : ''
  if (HTTP_URL.test(href) && href.length <= EVENT_LIMITS.linkHrefChars) return href
  // A cut address would lead somewhere else, so a long one is left out, not shortened.
  warnings.add(
    `${field} ${quote(value)} was left out: it must be an http or https address of at most ` +
      `${EVENT_LIMITS.linkHrefChars} characters.`,
  )
  return null
}

/** The list as objects, within the limit; anything else is warned about. */
function entries(field: string, value: Json | undefined, warnings: Warnings) {
  if (value === undefined || value === null) return []
  const list: readonly Json[] = Array.isArray(value) ? value : [value]
  if (list.length > EVENT_LIMITS.linkCount) {
    const leftOut = list.length - EVENT_LIMITS.linkCount
    warnings.add(`${leftOut} of the ${field} were left out: at most ${EVENT_LIMITS.linkCount}.`)
  }
  return list.slice(0, EVENT_LIMITS.linkCount)
}

export function sanitiseLinks(
  field: string,
  value: Json | undefined,
  warnings: Warnings,
): EventLink[] {
  const links: EventLink[] = []
  entries(field, value, warnings).forEach((entry, index) => {
    // Hand-written scripts send bare addresses.
    const link = isJsonObject(entry) ? entry : { href: entry }
    const name = `${field}[${index}].href`
    const href = readHttpUrl(name, link.href, warnings)
    if (href === null) return
    const text = readLine(
      `${field}[${index}].text`,
      link.text,
      EVENT_LIMITS.linkTextChars,
      warnings,
    )
    links.push({ href, text: text === '' ? cutText(href, EVENT_LIMITS.linkTextChars) : text })
  })
  return links
}

export function sanitiseImages(
  field: string,
  value: Json | undefined,
  warnings: Warnings,
): EventImage[] {
  const images: EventImage[] = []
  entries(field, value, warnings).forEach((entry, index) => {
    const image = isJsonObject(entry) ? entry : { src: entry }
    const name = `${field}[${index}]`
    const src = readHttpUrl(`${name}.src`, image.src, warnings)
    if (src === null) return
    const href = readHttpUrl(`${name}.href`, image.href, warnings)
    const alt = readLine(`${name}.alt`, image.alt, EVENT_LIMITS.linkTextChars, warnings)
    images.push({ src, ...(href === null ? {} : { href }), ...(alt === '' ? {} : { alt }) })
  })
  return images
}

/** Adds a link when there is an address and room for it. */
export function addLink(links: EventLink[], href: string | null, text: string): void {
  if (href === null || links.length >= EVENT_LIMITS.linkCount) return
  links.push({ href, text: cutText(text, EVENT_LIMITS.linkTextChars) })
}
