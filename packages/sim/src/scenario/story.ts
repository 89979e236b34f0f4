// What happened in a world, minute by minute, in words: printed when an expectation fails.

import type { JsonObject } from '@evenwatch/core'
import type { World } from '../world/world.ts'
import { momentText } from './moment.ts'

export type TimelineRow = {
  readonly at: number
  readonly kind: string
  readonly actor: string
  readonly groupId: string
  readonly data: JsonObject
}

const READ_TIMELINE = `
select at, kind, actor, subject_id as "groupId", data from timeline
where subject_kind = 'alert-group' order by at, id`

export async function readTimeline(world: World): Promise<TimelineRow[]> {
  const { rows } = await world.pool.query<TimelineRow>(READ_TIMELINE)
  return rows
}

/** Ids in a text become the names they were made from. */
export function named(world: World, text: string): string {
  return text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    const name = world.configuration.nameOf(id)
    return name === id ? `…${id.slice(-4)}` : name
  })
}

type Line = { readonly at: number; readonly text: string }

export async function tellStory(world: World, done: readonly Line[]): Promise<string> {
  const lines: Line[] = [...done]
  for (const row of await readTimeline(world)) {
    lines.push({ at: row.at, text: `  ${row.kind} by ${row.actor} ${JSON.stringify(row.data)}` })
  }
  for (const receipt of world.carriers.receipts) {
    const by = `${receipt.userId} by ${receipt.contactMethodId}`
    const about = receipt.groupIds.join(', ')
    lines.push({
      at: receipt.at,
      text: `→ ${by} gets ${receipt.messageId} about ${about}${receipt.isRead ? '' : ' (dropped)'}`,
    })
  }
  for (const { at, message, error } of world.errors) {
    lines.push({ at, text: `! ${message}: ${error instanceof Error ? error.message : error}` })
  }
  return lines
    .map((line, index) => ({ ...line, index }))
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .map(
      ({ at, text }) => `${momentText(at - world.startedAt).padStart(14)}  ${named(world, text)}`,
    )
    .join('\n')
}
