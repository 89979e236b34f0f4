// Shapes and glyphs, drawn by us on a 16-unit grid. A shape says how bad, a glyph says which state;
// both always stand beside a word, so they are hidden from assistive technology.

import type { ReactNode } from 'react'

type GlyphProps = { readonly size?: number }

function Svg({ size = 16, children }: GlyphProps & { readonly children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className="glyph"
    >
      {children}
    </svg>
  )
}

const solid = { fill: 'currentColor', stroke: 'none' } as const

/** How bad: one shape for each level, distinct without colour. */
export const SHAPES = {
  octagon: <path {...solid} d="M5.2 1.2h5.6l4 4v5.6l-4 4H5.2l-4-4V5.2z" />,
  triangle: (
    <path
      {...solid}
      d="M8 1.6c.4 0 .8.2 1 .6l5.8 10.6c.4.8-.1 1.6-1 1.6H2.2c-.9 0-1.4-.8-1-1.6L7 2.200c.2-.4.6-.6 1-.6z"
    />
  ),
  diamond: <path {...solid} d="M8 .9 15.100 8 8 15.100.9 8z" />,
  circle: <circle {...solid} cx={8} cy={8} r={6.2} />,
  ring: <circle cx={8} cy={8} r={5.4} strokeWidth={2.4} />,
  check: <path d="m2.600 8.600 3.600 3.800 7.200-8.600" strokeWidth={2.4} />,
} as const
export type ShapeName = keyof typeof SHAPES

export function Shape({ name, size = 12 }: GlyphProps & { readonly name: ShapeName }) {
  return <Svg size={size}>{SHAPES[name]}</Svg>
}

const bell =
  'M3.600 11.400h8.800l-1.200-1.900V6.700a3.200 3.200 0 0 0-6.400 0v2.800zM6.700 13.600a1.500 1.500 0 0 0 2.600 0'

export const GLYPHS = {
  bell: <path d={bell} />,
  hand: (
    <path d="M5.200 8.200V3.900a1 1 0 0 1 2 0v3M7.200 6.900V2.700a1 1 0 0 1 2 0v4.200M9.200 6.900V3.700a1 1 0 0 1 2 0v4.100M11.200 7.600V5.900a1 1 0 0 1 2 0v4a4.600 4.600 0 0 1-8.500 2.400L2.700 9a1 1 0 0 1 1.600-1.200l.9 1.100" />
  ),
  moon: <path d="M13.400 9.700A5.800 5.800 0 1 1 6.300 2.600a4.700 4.700 0 0 0 7.100 7.100z" />,
  bellStruck: (
    <>
      <path d={bell} />
      <path d="M2 2l12 12" />
    </>
  ),
  link: (
    <path d="M6.700 9.300a2.600 2.600 0 0 0 3.700 0l2.300-2.300A2.600 2.600 0 0 0 9 3.300l-.9.9M9.300 6.700a2.600 2.600 0 0 0-3.700 0L3.300 9A2.600 2.600 0 0 0 7 12.700l.9-.9" />
  ),
  check: <path d="m3 8.500 3.300 3.400L13 4.300" />,
  turn: <path d="M13 8a5 5 0 1 1-1.600-3.700M13 2.300v2.600h-2.600" />,
  home: <path d="M2.600 7.300 8 2.600l5.400 4.700M4 6.300v7h8v-7M6.700 13.300V9.600h2.600v3.700" />,
  calendar: (
    <path d="M2.600 3.900h10.800v9.500H2.600zM2.600 6.900h10.800M5.400 2.300v2.600M10.600 2.300v2.600" />
  ),
  box: <path d="M8 1.900 13.500 5v6L8 14.100 2.500 11V5zM2.700 5.100 8 8.100l5.300-3M8 8.100V14" />,
  people: (
    <path d="M6 7.700a2.400 2.400 0 1 0 0-4.800 2.400 2.400 0 0 0 0 4.800zM1.700 13.200c.3-2.300 2-3.600 4.300-3.600s4 1.300 4.300 3.600M10.700 3.200a2.300 2.300 0 0 1 0 4.300M12.200 9.900c1.300.5 2 1.600 2.200 3.300" />
  ),
  gear: (
    <path d="M8 10.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400zM8 1.900v1.600M8 12.500v1.600M1.900 8h1.600M12.500 8h1.600M3.700 3.700l1.100 1.100M11.200 11.200l1.100 1.100M3.700 12.300l1.100-1.100M11.200 4.800l1.100-1.100" />
  ),
  search: (
    <path d="M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.300 10.300l3.400 3.400" />
  ),
  inbox: (
    <path d="M2.300 9.300 4.200 3h7.600l1.900 6.300v3.900H2.300zM2.300 9.300h3.400l.9 1.700h2.800l.9-1.700h3.400" />
  ),
  clock: <path d="M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.700V8l2.300 1.500" />,
  copy: <path d="M5.700 5.700h7.600v7.600H5.700zM3.700 10.300H2.700V2.700h7.600v1" />,
  close: <path d="m3.700 3.700 8.600 8.600M12.300 3.700l-8.600 8.600" />,
  chevronDown: <path d="m4 6.300 4 4 4-4" />,
  chevronLeft: <path d="m10 3.700-4.300 4.300 4.300 4.300" />,
  chevronRight: <path d="m6 3.700 4.300 4.300L6 12.300" />,
  arrowUp: <path d="M8 13.300V3M3.700 7.200 8 2.900l4.300 4.300" />,
  plus: <path d="M8 3v10M3 8h10" />,
  trash: <path d="M3 4.300h10M6.300 4.300V2.700h3.400v1.600M4.300 4.300l.6 9h6.200l.6-9" />,
  book: (
    <path d="M2.700 3h3.800C7.400 3 8 3.700 8 4.500v9c0-.8-.6-1.400-1.500-1.400H2.700zM13.300 3H9.500C8.600 3 8 3.700 8 4.500v9c0-.8.600-1.400 1.500-1.400h3.800z" />
  ),
  external: <path d="M9 2.700h4.300V7M13.300 2.700 7.700 8.300M11.300 9.300v4H2.700V4.700h4" />,
  swap: (
    <path d="M2.700 5.300h9.600M9.700 2.700l2.600 2.600-2.600 2.600M13.300 10.700H3.700M6.300 8.100l-2.600 2.600 2.600 2.600" />
  ),
  note: <path d="M3 2.700h10v7.600l-3 3H3zM13 10.300h-3v3M5.500 5.700h5M5.500 8h3" />,
  panel: <path d="M2.300 3h11.400v10H2.300zM6 3v10" />,
} as const
export type GlyphName = keyof typeof GLYPHS

export function Glyph({ name, size = 16 }: GlyphProps & { readonly name: GlyphName }) {
  return <Svg size={size}>{GLYPHS[name]}</Svg>
}

/** Our mark: a watch light over an even line. */
export function Mark({ size = 20 }: GlyphProps) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} fill="currentColor" aria-hidden="true">
      <g className="mark-light">
        <path d="M8 1.250c.41 0 .75.340.75.750v1a.750.750 0 0 1-1.500 0V2c0-.410.340-.750.750-.750ZM2.520 3.520a.750.750 0 0 1 1.060 0l.710.710a.750.750 0 1 1-1.060 1.060l-.710-.710a.750.750 0 0 1 0-1.060Zm10.960 0a.750.750 0 0 1 0 1.060l-.710.710a.750.750 0 1 1-1.060-1.060l.710-.710a.750.750 0 0 1 1.060 0Z" />
        <path d="M8 4.500A4.500 4.500 0 0 1 12.500 9a.750.750 0 0 1-.750.750h-7.500A.750.750 0 0 1 3.500 9 4.500 4.500 0 0 1 8 4.500Z" />
      </g>
      <path d="M1.750 11.500h12.500a.9.9 0 0 1 0 1.800H1.750a.9.9 0 0 1 0-1.800Z" />
    </svg>
  )
}

export function Wordmark() {
  return (
    <span className="wordmark">
      <Mark size={22} />
      <span>evenwatch</span>
    </span>
  )
}
