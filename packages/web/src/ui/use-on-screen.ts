// Whether an element is near the screen. One observer for all, so that a list of a thousand rows
// draws, and ticks, only those that can be seen.

import { type RefObject, useEffect, useRef, useState } from 'react'

const MARGIN = '600px'
const tell = new WeakMap<Element, (near: boolean) => void>()
let shared: IntersectionObserver | undefined

function observer(): IntersectionObserver {
  shared ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) tell.get(entry.target)?.(entry.isIntersecting)
    },
    { rootMargin: MARGIN },
  )
  return shared
}

export function useOnScreen<T extends Element>(
  atFirst: boolean,
): readonly [RefObject<T | null>, boolean] {
  const ref = useRef<T>(null)
  const [near, setNear] = useState(atFirst)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    tell.set(element, setNear)
    observer().observe(element)
    return () => observer().unobserve(element)
  }, [])
  return [ref, near]
}
