// Reads a list to its end, a page at a time.

export const PAGES_MAX = 100

type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null }

export async function listAll<Item>(
  readPage: (cursor: { cursor?: string }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const page: Page<Item> = await readPage(cursor === null ? {} : { cursor })
    items.push(...page.items)
    cursor = page.nextCursor
    if (cursor === null) break
  }
  return items
}
