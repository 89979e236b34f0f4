// iCalendar as data (RFC 7265): names, parameters, types and values. Escaping, folding and quoting
// belong to whoever writes it as text, so nothing here can break a line.

export type JcalProperty = readonly [
  name: string,
  parameters: { readonly [name: string]: string },
  type: string,
  value: string | number,
]

export type JcalComponent = readonly [
  name: string,
  properties: readonly JcalProperty[],
  components: readonly JcalComponent[],
]
