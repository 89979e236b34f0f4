// The one client of the API in the browser: same-origin cookies, the session's CSRF token, and the
// note of when the server last answered, by which the shell knows how old its data is.

import { CallRefused, type Client, createClient } from '@evenwatch/api'
import { noteContact } from './contact.ts'
import { leaveForSignIn } from './leave-for-sign-in.ts'

let csrfToken: string | null = null

export function rememberCsrfToken(token: string | null) {
  csrfToken = token
}

const ask = createClient({
  baseUrl: '',
  headers: (): Record<string, string> => (csrfToken ? { 'x-csrf-token': csrfToken } : {}),
  fetch: async (url, init) => {
    const response = await fetch(url, { ...init, credentials: 'same-origin' })
    if (response.status < 500) noteContact()
    return response
  },
})

export const call: Client = async (route, input, options) => {
  try {
    return await ask(route, input, options)
  } catch (fault) {
    // Failed readings are looked at where they are kept; of a change nobody else would know.
    if (route.method !== 'GET' && codeOf(fault) === 'not-signed-in') leaveForSignIn('changing')
    throw fault
  }
}

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
