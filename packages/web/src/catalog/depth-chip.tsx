// How deep somebody knows an area, as shape, word and colour.

import { type AreaPersonView, listAreas, listPeopleOfArea } from '@evenwatch/api'
import { Chip } from '../ui/chip.tsx'

export type Depth = NonNullable<AreaPersonView['depth']>

/** What a statement makes old. */
export const AREA_READS = [listAreas, listPeopleOfArea] as const

const DEPTHS = {
  owner: { tone: 'ok', shape: 'check', word: 'Owner' },
  alone: { tone: 'low', shape: 'circle', word: 'Alone' },
  learning: { tone: 'neutral', shape: 'ring', word: 'Learning' },
} as const

export const DEPTH_WORDS: readonly { readonly value: Depth; readonly label: string }[] = [
  { value: 'owner', label: 'I own it' },
  { value: 'alone', label: 'I can run it alone' },
  { value: 'learning', label: 'I am learning it' },
]

export function DepthChip({ depth }: { readonly depth: Depth }) {
  return <Chip {...DEPTHS[depth]} />
}
