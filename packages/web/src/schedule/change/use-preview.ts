// What the server says the change would do, asked when typing rests, and whether that is still about
// what is chosen now.

import { previewShiftChange } from '@evenwatch/api'
import { useMemo } from 'react'
import { useRead } from '../../app/query.ts'
import { useSettled } from '../editor/use-settled.ts'
import type { PreviewInput } from './change-draft.ts'

const SETTLE_MS = 250

export function usePreview(schedule: string, input: PreviewInput | null) {
  const wanted = JSON.stringify(input)
  const key = useSettled(wanted, SETTLE_MS)
  // The text stands for the object.
  const settled = useMemo(() => JSON.parse(key) as PreviewInput | null, [key])
  const read = useRead(
    previewShiftChange,
    { params: { schedule }, body: settled ?? { kind: 'take-over' } },
    { enabled: settled !== null, keep: true },
  )
  // What is shown is about what is chosen now, and not about what was chosen a moment ago.
  const isFresh = key === wanted && !read.isPlaceholderData && !read.isFetching
  return { read, asked: input !== null && settled !== null, isFresh }
}
