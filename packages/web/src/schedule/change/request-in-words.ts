// Cover requests and swaps in words: what is asked, how it stands, and how a refusal of a late yes is
// told. Nobody lost a race; somebody was faster.

import type { CoverRequestView } from '@evenwatch/api'
import { namesInWords } from '../../ui/person.tsx'

type Named = { readonly displayName: string }

export function stateInWords(request: CoverRequestView): string {
  const takers = acceptedOf(request).map(({ user }) => user)
  const who = namesInWords([...new Map(takers.map((one) => [one.id, one])).values()])
  switch (request.state) {
    case 'open':
      return 'Open: nobody has accepted yet'
    case 'partly-covered':
      return `Partly taken by ${who}; the rest is open`
    case 'covered':
      if (request.kind === 'swap') return `Agreed with ${who}`
      return acceptedOf(request).some(leavesSome)
        ? `Taken by ${who}, but for what other overrides decide`
        : `Taken by ${who}`
    case 'declined':
      return 'Everybody said no; whoever thinks again may still accept'
    case 'cancelled':
      return 'Withdrawn'
    case 'expired':
      return 'Its time has passed'
  }
}

export const acceptedOf = ({ answers }: CoverRequestView) =>
  answers.filter(({ kind, undoneAt }) => kind === 'accepted' && undoneAt === null)

/** Whether other overrides had decided some of what was accepted. */
export function leavesSome({ startsAt, endsAt, covered }: CoverRequestView['answers'][number]) {
  if (startsAt === null || endsAt === null) return false
  const length = (span: { readonly startsAt: string; readonly endsAt: string }) =>
    Date.parse(span.endsAt) - Date.parse(span.startsAt)
  return covered.reduce((sum, span) => sum + length(span), 0) < length({ startsAt, endsAt })
}

export const isOpen = ({ state }: Pick<CoverRequestView, 'state'>): boolean =>
  state === 'open' || state === 'partly-covered' || state === 'declined'

/** “Ana asks for cover”, “Ana proposes a swap”; to oneself: “You asked for cover”. */
export function titleOf(request: {
  readonly kind: CoverRequestView['kind']
  readonly owner: Named
  readonly you: { readonly isOwner: boolean }
}): string {
  const { kind, owner, you } = request
  if (you.isOwner) return kind === 'swap' ? 'You proposed a swap' : 'You asked for cover'
  return kind === 'swap'
    ? `${owner.displayName} proposes a swap`
    : `${owner.displayName} asks for cover`
}

/** What is said when somebody was faster: who, from the request as it stands now. */
export function takenInWords(request: CoverRequestView | undefined, detail: string): string {
  const [first] = request ? acceptedOf(request) : []
  const who = first ? `Taken by ${first.user.displayName}. ` : 'Somebody was faster. '
  return `${who}${detail} You are not needed for it any more, thank you.`
}
