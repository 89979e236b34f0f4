// Whether the screen is a phone's: for the few views that differ in more than their style.

import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(max-width: 700px)')

export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener)
      return () => narrow.removeEventListener('change', listener)
    },
    () => narrow.matches,
  )
