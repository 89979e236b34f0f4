// What the parser makes of a calendar file: jCal (RFC 7265), with values as they came.

export type JcalNode = readonly [
  name: string,
  properties: readonly JcalValue[],
  components: readonly JcalNode[],
]

export type JcalValue = readonly [
  name: string,
  parameters: Readonly<Record<string, string | readonly string[]>>,
  type: string,
  ...values: unknown[],
]
