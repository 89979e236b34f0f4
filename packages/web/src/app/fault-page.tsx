// When a whole page cannot be shown.

import { useRouter } from '@tanstack/react-router'
import { Fault } from '../ui/states.tsx'
import { explain, requestIdOf } from './client.ts'
import { LinkButton } from './link-button.tsx'
import { paths } from './paths.ts'

export function FaultPage({ error }: { readonly error: unknown }) {
  const router = useRouter()
  return (
    <div className="page narrow">
      <Fault
        asPage
        what="This page could not be shown."
        why={explain(error)}
        requestId={requestIdOf(error)}
        onRetry={() => void router.invalidate()}
      />
    </div>
  )
}

/** Outside the shell, which brings the landmark for what is inside it. */
export function LostPage() {
  return (
    <main>
      <NotFoundPage />
    </main>
  )
}

export function NotFoundPage() {
  return (
    <div className="page narrow stack">
      <h1>There is no such page</h1>
      <p className="muted">The address may be mistyped, or the object was renamed or removed.</p>
      <div>
        <LinkButton to={paths.home()}>Go home</LinkButton>
      </div>
    </div>
  )
}
