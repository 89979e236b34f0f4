// Whose an event of somebody else's calendar is.
//
// With a rule, the rule alone decides. Without one: those who were invited and did not decline,
// else whoever the title names, else the organiser, who often only keeps the calendar. A name counts
// as whole words; of names that lie within each other the longer one is meant.

import { applyMatchingRule } from './matching-rule.ts'

export type FeedPerson = {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly email: string
}

export type FeedEventHead = {
  readonly summary: string
  /** Addresses of those invited, without those who declined. */
  readonly attendees: readonly string[]
  readonly organizer: string | null
}

/** Their ids; empty when it is nobody's. */
export function matchFeedEvent(
  event: FeedEventHead,
  people: readonly FeedPerson[],
  rule: string | null,
): string[] {
  if (rule !== null) {
    const named = applyMatchingRule(rule, event.summary)
    return named === null ? [] : idsOf(people.filter((person) => isCalled(person, named)))
  }
  const byAddress = (addresses: readonly string[]) =>
    idsOf(people.filter(({ email }) => addresses.some((one) => isSame(one, email))))
  const invited = byAddress(event.attendees)
  if (invited.length > 0) return invited
  const named = namedIn(event.summary, people)
  if (named.length > 0) return named
  return event.organizer === null ? [] : byAddress([event.organizer])
}

function isCalled(person: FeedPerson, text: string): boolean {
  return [person.name, person.displayName, person.email].some((one) => isSame(one, text))
}

function namedIn(summary: string, people: readonly FeedPerson[]): string[] {
  const found = people.flatMap((person) =>
    [person.displayName, person.name, person.email].flatMap((text) => {
      const at = indexOfWords(summary, text)
      return at === -1 ? [] : [{ id: person.id, from: at, until: at + text.length }]
    }),
  )
  const isWithinLonger = (one: (typeof found)[number]) =>
    found.some(
      (other) =>
        other.id !== one.id &&
        other.from <= one.from &&
        other.until >= one.until &&
        other.until - other.from > one.until - one.from,
    )
  return [...new Set(found.filter((one) => !isWithinLonger(one)).map(({ id }) => id))]
}

/** Where the text stands as whole words, or -1. */
function indexOfWords(summary: string, text: string): number {
  const there = summary.toLowerCase()
  const wanted = text.toLowerCase()
  if (wanted === '') return -1
  const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}_]/u.test(char)
  for (let at = there.indexOf(wanted); at !== -1; at = there.indexOf(wanted, at + 1)) {
    if (!isWord(there[at - 1]) && !isWord(there[at + wanted.length])) return at
  }
  return -1
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}

function idsOf(people: readonly FeedPerson[]): string[] {
  return people.map(({ id }) => id)
}
