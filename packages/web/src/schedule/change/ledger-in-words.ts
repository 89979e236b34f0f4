// A sum of the ledger: “3 times, 18.5 h, 2 nights”.

type Sum = { readonly count: number; readonly hours: number; readonly nights: number }

export function ledgerInWords({ count, hours, nights }: Sum): string {
  if (count === 0) return 'none'
  const times = count === 1 ? 'once' : `${count} times`
  const rounded = Math.round(hours * 10) / 10
  const night = nights === 0 ? '' : `, ${nights} ${nights === 1 ? 'night' : 'nights'}`
  return `${times}, ${rounded} h${night}`
}
