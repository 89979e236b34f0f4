// A session that ended elsewhere leads to sign-in, and from there back to this very view. The page
// there says what became of a button that was pressed: a call without a session changes nothing.

import { paths } from './paths.ts'

export type Ended = 'reading' | 'changing'

let isTold = false

export function leaveForSignIn(ended: Ended) {
  // A reading that fails a moment later must not take back what is said about the change.
  if (isTold || location.pathname === paths.signIn()) return
  isTold = ended === 'changing'
  const next = encodeURIComponent(location.pathname + location.search)
  location.assign(`${paths.signIn()}?next=${next}&ended=${ended}`)
}
