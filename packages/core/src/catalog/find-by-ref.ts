// Paths and filters name an object by its name or its id. Ids are looked at first, so that a name
// that looks like an id can never hide an object.

type Named = { readonly name: string }

export function findByRef<T extends Named>(objects: ReadonlyMap<string, T>, ref: string): T | null {
  const byId = objects.get(ref)
  if (byId) return byId
  for (const object of objects.values()) if (object.name === ref) return object
  return null
}
