// The one client of the API in the browser: same-origin cookies, the session's CSRF token, and the
// note of when the server last answered, by which the shell knows how old its data is.

import { CallRefused, createClient } from '@evenwatch/api'
import { noteContact } from './contact.ts'

let csrfToken: string | null = null

export function rememberCsrfToken(token: string | null) {
  csrfToken = token
}

export const call = createClient({
  baseUrl: '',
  headers: (): Record<string, string> => (csrfToken ? { 'x-csrf-token': csrfToken } : {}),
  fetch: async (url, init) => {
    const response = await fetch(url, { ...init, credentials: 'same-origin' })
    if (response.status < 500) noteContact()
    return response
  },
})

/** What to tell people about any failure, in one sentence. */
export function explain(fault: unknown): string {
  if (fault instanceof CallRefused) {
    const { detail, title, fields } = fault.problem
    const first = fields?.[0]
    if (first) return `${title} ${first.field}: ${first.rule.replace(/\.$/, '')}.`
    return detail ?? title
  }
  if (fault instanceof TypeError) return 'The server cannot be reached.'
  return fault instanceof Error ? fault.message : 'Something unexpected happened.'
}

export function requestIdOf(fault: unknown): string | undefined {
  return fault instanceof CallRefused ? fault.problem.requestId : undefined
}

export function codeOf(fault: unknown): string | undefined {
  return fault instanceof CallRefused ? fault.problem.code : undefined
}
