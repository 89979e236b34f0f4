import type { BenchRow } from './bench-row.ts'

export function isMissed({ value, budget, lowerIsBetter }: BenchRow): boolean {
  return !(lowerIsBetter ? value <= budget : value >= budget)
}

/** One line a row: figure, budget, aim, and a word for how it stands. */
export function formatRows(rows: readonly BenchRow[]): string {
  return rows.map(formatRow).join('\n')
}

function formatRow(row: BenchRow): string {
  const sign = row.lowerIsBetter ? '≤' : '≥'
  const meetsAim = row.lowerIsBetter ? row.value <= row.aim : row.value >= row.aim
  const verdict = isMissed(row) ? 'MISSED' : meetsAim ? 'aim met' : 'held'
  const figure = `${readable(row.value)} ${row.unit}`
  const bounds = `budget ${sign} ${row.budget} ${row.unit}, aim ${row.aim}`
  return `${row.name.padEnd(72)} ${figure.padStart(12)}  ${verdict.padEnd(8)} ${bounds}${row.note ? ` (${row.note})` : ''}`
}

function readable(value: number): string {
  if (!Number.isFinite(value)) return 'never'
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toPrecision(2)
}
