// Which names a person may not have, although they look like names: paths accept a name, an id
// or `me`, and each must mean one thing.

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function isUuid(text: string): boolean {
  return UUID.test(text)
}

export function isReservedUserName(name: string): boolean {
  return name === 'me' || isUuid(name)
}
