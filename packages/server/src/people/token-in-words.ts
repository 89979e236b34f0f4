/** A token is named with the person it belongs to; null: it belongs to nobody. */
export function tokenInWords(name: string, owner: string | null): string {
  return owner === null ? name : `${owner}, by the token ${name}`
}
