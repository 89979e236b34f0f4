// Which services make up an area: those labelled with it, and the one that has its name.

import type { Directory, Service } from '@evenwatch/core'

export const AREA_LABEL = 'area'

export function servicesOfArea(directory: Directory, area: string): Service[] {
  return [...directory.services.values()]
    .filter(({ name, labels }) => name === area || labels[AREA_LABEL] === area)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A label that is no name names no area: nobody could ask for it. */
export function areasOfServices(directory: Directory, isName: (text: string) => boolean): string[] {
  const areas = [...directory.services.values()].flatMap(({ name, labels }) => [
    name,
    labels[AREA_LABEL] ?? name,
  ])
  return [...new Set(areas)].filter(isName)
}
