import { expect, test } from 'vitest'
import { createSecretBox } from '../../platform/secrets/secret-box.ts'
import { makeActLink, readActToken } from './act-link.ts'
import { MAILBOX_CHARS_MAX, makeReplyAddress, readReplyAddress } from './reply-address.ts'

const secrets = createSecretBox(Buffer.alloc(32, 1))
const others = createSecretBox(Buffer.alloc(32, 2))
const token = {
  messageId: '01900000-0000-7000-8000-00000000f001',
  expiresAt: Date.UTC(2026, 2, 4, 13, 0, 0),
}
const link = makeActLink(secrets, 'https://watch.example.org', token)
const linkToken = link.replace('https://watch.example.org/a/', '')
const address = makeReplyAddress(secrets, 'in.example.org', token)

test('a link and a reply address give back their message and expiry', () => {
  expect(readActToken(secrets, linkToken)).toEqual(token)
  expect(readReplyAddress(secrets, 'in.example.org', address)).toEqual(token)
  expect(readReplyAddress(secrets, 'IN.example.org', address.toUpperCase())).toEqual(token)
})

test('both are short: the mailbox name keeps to the limit of mail', () => {
  expect(linkToken).toHaveLength(48)
  expect(address.split('@')[0]?.length).toBeLessThanOrEqual(MAILBOX_CHARS_MAX)
})

test('another installation’s are refused', () => {
  expect(readActToken(others, linkToken)).toBeNull()
  expect(readReplyAddress(others, 'in.example.org', address)).toBeNull()
})

test('neither serves as the other', () => {
  const bytes = Buffer.from(linkToken, 'base64url')
  const asReply = makeReplyAddress(secrets, 'in.example.org', token)
  expect(asReply).not.toContain(bytes.toString('hex'))
  expect(
    readActToken(secrets, address.slice('reply+'.length, -'@in.example.org'.length)),
  ).toBeNull()
})

test('every single changed character is noticed, in the expiry as well', () => {
  const mailbox = address.slice('reply+'.length, -'@in.example.org'.length)
  for (let index = 0; index < mailbox.length; index += 1) {
    const other = mailbox[index] === 'a' ? 'b' : 'a'
    const altered = `reply+${mailbox.slice(0, index)}${other}${mailbox.slice(index + 1)}`
    const read = readReplyAddress(secrets, 'in.example.org', `${altered}@in.example.org`)
    expect(read, altered).toBeNull()
  }
})

test('what is no token at all is refused quietly', () => {
  for (const text of ['', '%', 'a'.repeat(47), 'a'.repeat(49), '='.repeat(48), '../etc/passwd']) {
    expect(readActToken(secrets, text), text).toBeNull()
  }
  for (const text of ['', '@', 'reply+@in.example.org', `reply+${'1'.repeat(58)}@in.example.org`]) {
    expect(readReplyAddress(secrets, 'in.example.org', text), text).toBeNull()
  }
})
