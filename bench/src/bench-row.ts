/** One line of the benchmark report: a figure beside its budget and its aim (design, section 7). */
export type BenchRow = {
  name: string
  value: number
  unit: string
  budget: number
  aim: number
  lowerIsBetter: boolean
  note?: string
}
