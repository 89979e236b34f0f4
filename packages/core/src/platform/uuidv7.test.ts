import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uuidv7 } from './uuidv7.ts'

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 })
const instant = fc.integer({ min: 0, max: 2 ** 48 - 1 })

describe('a UUIDv7', () => {
  test('carries its instant, the version and the variant of RFC 9562', () => {
    // The instant of the RFC's own example in appendix A.6.
    const id = uuidv7(
      0x017f22e279b0,
      Uint8Array.of(0xcc, 0xc3, 0x58, 0xc4, 0xdc, 0x0c, 0x0c, 7, 0x39, 0x8f),
    )
    expect(id).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
  })

  test('has the same form whatever the instant and the random bytes', () => {
    fc.assert(
      fc.property(instant, bytes, (now, random) => {
        const id = uuidv7(now, random)
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now)
      }),
    )
  })

  test('sorts as text after one of an earlier instant', () => {
    fc.assert(
      fc.property(instant, instant, bytes, bytes, (a, b, first, second) => {
        fc.pre(a < b)
        expect(uuidv7(a, first) < uuidv7(b, second)).toBe(true)
      }),
    )
  })

  test('is refused an instant that it cannot carry', () => {
    expect(() => uuidv7(-1, new Uint8Array(10))).toThrow('48 bits')
    expect(() => uuidv7(1.5, new Uint8Array(10))).toThrow('48 bits')
    expect(() => uuidv7(1, new Uint8Array(9))).toThrow('random bytes')
  })
})
