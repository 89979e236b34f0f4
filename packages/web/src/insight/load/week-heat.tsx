// When pages came: the 168 hours of the person's own week, Monday first.

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const HOURS_MARKED = [0, 6, 12, 18] as const
const CELL = 9
const GAP = 1
const LEFT = 30
const TOP = 13
const STEP = CELL + GAP
/** Below this a cell could not be told from an empty one. */
const FAINTEST = 0.3

export function WeekHeat({ counts }: { readonly counts: readonly number[] }) {
  const most = Math.max(...counts, 0)
  const width = LEFT + 24 * STEP
  const height = TOP + 7 * STEP
  return (
    <svg
      className="week-heat"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={heatInWords(counts)}
    >
      {HOURS_MARKED.map((hour) => (
        <text key={hour} x={LEFT + hour * STEP} y={9}>
          {String(hour).padStart(2, '0')}
        </text>
      ))}
      {DAYS.map((day, index) => (
        <text key={day} x={0} y={TOP + index * STEP + 8}>
          {day}
        </text>
      ))}
      {counts.map((count, index) => (
        <rect
          key={index}
          className={count === 0 ? 'cell' : 'cell hot'}
          x={LEFT + (index % 24) * STEP}
          y={TOP + Math.floor(index / 24) * STEP}
          width={CELL}
          height={CELL}
          fillOpacity={count === 0 ? 1 : FAINTEST + (1 - FAINTEST) * (count / most)}
        >
          {count > 0 && <title>{`${hourName(index)}: ${count}`}</title>}
        </rect>
      ))}
    </svg>
  )
}

export function hourName(index: number): string {
  return `${DAYS[Math.floor(index / 24)]} ${String(index % 24).padStart(2, '0')}:00`
}

/** The hours with the most pages, for those who do not see the picture. */
export function heatInWords(counts: readonly number[], shown = 3): string {
  const busiest = counts
    .map((count, index) => ({ count, index }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.index - b.index)
    .slice(0, shown)
  if (busiest.length === 0) return 'No pages in any hour of the week'
  const words = busiest.map(({ count, index }) => `${hourName(index)} (${count})`)
  return `Most pages by hour of the week: ${words.join(', ')}`
}
