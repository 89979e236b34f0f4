// Reads the text of a regular expression into a tree. The syntax is RE2's common part: literals,
// `.`, classes, escapes, groups, `|`, `* + ? {n,m}` (greedy or lazy alike, for only "does it match"
// is asked), `^ $ \b \B \A \z`, and `(?i)` at the very beginning.

export type PatternNode =
  | { readonly kind: 'char'; readonly test: (char: string) => boolean }
  | { readonly kind: 'assert'; readonly at: 'start' | 'end' | 'word' | 'notWord' }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'either'; readonly first: PatternNode; readonly second: PatternNode }
  | {
      readonly kind: 'repeat'
      readonly item: PatternNode
      readonly min: number
      /** Null: without end. */
      readonly max: number | null
    }

export type ParsedPattern =
  | { readonly ok: true; readonly node: PatternNode }
  | { readonly ok: false; readonly fault: string }

const REPEAT_MAX = 200
const ASSERTIONS: { readonly [text: string]: 'start' | 'end' | 'word' | 'notWord' } = {
  '^': 'start',
  $: 'end',
  '\\A': 'start',
  '\\z': 'end',
  '\\b': 'word',
  '\\B': 'notWord',
}
/** One class, escape or other character; the engine of the language judges single characters. */
const ATOM = /\[(?:\\[\s\S]|[^\]\\])*\]|\\[pP]\{\w+(?:=\w+)?\}|\\x[0-9a-fA-F]{2}|\\[\s\S]|[\s\S]/uy
const QUANTIFIER = /(?:[*+?]|\{(\d+)(?:(,)(\d+)?)?\})\??/y

class PatternFault extends Error {}

export function parsePattern(source: string): ParsedPattern {
  const isCaseless = source.startsWith('(?i)')
  const reader = new Reader(isCaseless ? source.slice(4) : source, isCaseless ? 'iu' : 'u')
  try {
    return { ok: true, node: reader.readAll() }
  } catch (error) {
    if (error instanceof PatternFault) return { ok: false, fault: error.message }
    throw error
  }
}

class Reader {
  private at = 0
  private readonly source: string
  private readonly flags: string

  constructor(source: string, flags: string) {
    this.source = source
    this.flags = flags
  }

  readAll(): PatternNode {
    const node = this.readEither()
    if (this.at < this.source.length) throw new PatternFault('a ")" closes nothing')
    return node
  }

  private readEither(): PatternNode {
    const first = this.readSequence()
    if (this.source[this.at] !== '|') return first
    this.at += 1
    return { kind: 'either', first, second: this.readEither() }
  }

  private readSequence(): PatternNode {
    const items: PatternNode[] = []
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at))) {
      items.push(this.readQuantifier(this.readItem()))
    }
    return { kind: 'sequence', items }
  }

  private readItem(): PatternNode {
    if (this.source[this.at] === '(') return this.readGroup()
    const text = this.take(ATOM)?.[0] ?? ''
    const at = Object.hasOwn(ASSERTIONS, text) ? ASSERTIONS[text] : undefined
    if (at !== undefined) return { kind: 'assert', at }
    if (text === '*' || text === '+' || text === '?') {
      throw new PatternFault(`"${text}" has nothing to repeat`)
    }
    if (/^\\(?:[1-9k]|$)/.test(text)) throw new PatternFault(`"${text}" is not supported`)
    return { kind: 'char', test: this.charTest(text) }
  }

  private readGroup(): PatternNode {
    this.at += 1
    if (this.source[this.at] === '?') {
      const opening = this.take(/\?(?::|P?<[A-Za-z]\w*>)/y)
      if (opening === null) throw new PatternFault('look-around and flags in groups: not supported')
    }
    const node = this.readEither()
    if (this.source[this.at] !== ')') throw new PatternFault('a "(" is not closed')
    this.at += 1
    return node
  }

  private readQuantifier(item: PatternNode): PatternNode {
    const match = this.take(QUANTIFIER)
    if (match === null) return item
    if (this.peeks(QUANTIFIER)) throw new PatternFault('a quantifier follows another')
    const sign = match[0].charAt(0)
    if (sign === '*') return { kind: 'repeat', item, min: 0, max: null }
    if (sign === '+') return { kind: 'repeat', item, min: 1, max: null }
    if (sign === '?') return { kind: 'repeat', item, min: 0, max: 1 }
    const min = Number(match[1])
    const max = match[3] !== undefined ? Number(match[3]) : match[2] === undefined ? min : null
    if (min > REPEAT_MAX || (max !== null && (max > REPEAT_MAX || max < min))) {
      throw new PatternFault(`"${match[0]}" must count upwards and at most to ${REPEAT_MAX}`)
    }
    return { kind: 'repeat', item, min, max }
  }

  private charTest(text: string): (char: string) => boolean {
    const isLiteral = [...text].length === 1 && text !== '.' && text !== '['
    if (isLiteral && this.flags === 'u') return (char) => char === text
    // RE2 lets every punctuation mark be escaped, the language's strict mode only some.
    const punctuation = /^\\([^\p{L}\p{N}_])$/u.exec(text)?.[1]
    const plain = punctuation ?? (isLiteral ? text : undefined)
    const atom = plain === undefined ? text : `[\\u{${plain.codePointAt(0)?.toString(16)}}]`
    try {
      const single = new RegExp(`^${atom}$`, this.flags)
      return (char) => single.test(char)
    } catch {
      throw new PatternFault(`"${text}" is not understood`)
    }
  }

  private take(shape: RegExp): RegExpExecArray | null {
    shape.lastIndex = this.at
    const match = shape.exec(this.source)
    if (match !== null) this.at += match[0].length
    return match
  }

  private peeks(shape: RegExp): boolean {
    shape.lastIndex = this.at
    return shape.test(this.source)
  }
}
