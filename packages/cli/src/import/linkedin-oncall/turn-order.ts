// Who has turns under a template, beginning with whoever is next.

import type { PopulatedFuture } from './populated-future.ts'
import type { LinkedinEvent, Roster, Template } from './read-team.ts'

/** A round robin has an order of its own; the others take the roster's. */
export function turnOrder(
  template: Template,
  roster: Roster,
  future: PopulatedFuture,
  events: readonly LinkedinEvent[],
): string[] {
  const order =
    template.scheduler === 'round-robin' ? roundRobinOrder(template, roster) : roster.people
  return after(order, lastOf(order, template, future, events))
}

function roundRobinOrder(template: Template, roster: Roster): string[] {
  return template.order.filter((user) => roster.people.includes(user))
}

/** Of those in the order, who had the last turn, as the scheduler itself finds out. */
function lastOf(
  order: readonly string[],
  template: Template,
  future: PopulatedFuture,
  events: readonly LinkedinEvent[],
): string | null {
  if (future.lastUser !== null && order.includes(future.lastUser)) return future.lastUser
  const own = events.filter(
    (event) => event.scheduleId === template.id && order.includes(event.user),
  )
  const last = own.sort((a, b) => a.startsAt - b.startsAt).at(-1)
  return last?.user ?? null
}

function after(order: readonly string[], last: string | null): string[] {
  const index = last === null ? 0 : (order.indexOf(last) + 1) % Math.max(1, order.length)
  return [...order.slice(index), ...order.slice(0, index)]
}
