// A link's address with what it shall show: what its program asks for is in the address itself.

export function calendarAddress(
  url: string,
  { role, gaps }: { readonly role: string; readonly gaps: boolean },
): string {
  const query = new URLSearchParams({ ...(role && { role }), ...(gaps && { gaps: '1' }) })
  return query.size === 0 ? url : `${url}?${query}`
}
