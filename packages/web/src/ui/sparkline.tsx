// Events of the last 24 hours in hourly blocks, with the same numbers in words.

export function Sparkline({ hourly }: { readonly hourly: readonly number[] }) {
  const most = Math.max(1, ...hourly)
  const total = hourly.reduce((sum, count) => sum + count, 0)
  const text = `${total} events in 24 h, at most ${Math.max(0, ...hourly)} in an hour`
  return (
    <svg className="spark" width={96} height={18} viewBox="0 0 96 18" role="img" aria-label={text}>
      <title>{text}</title>
      {hourly.map((count, hour) => {
        const height = count === 0 ? 1.5 : Math.max(3, (count / most) * 18)
        const className = count === 0 ? 'none' : hour === hourly.length - 1 ? 'latest' : undefined
        // The position is the identity here: block n is the n-th hour.
        const key = `h${hour}`
        return (
          <rect
            key={key}
            className={className}
            x={hour * 4}
            y={18 - height}
            width={3}
            height={height}
            rx={0.5}
          />
        )
      })}
    </svg>
  )
}
