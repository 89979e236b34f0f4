// Shortens text without breaking a character in two.
//
// Limits count UTF-16 units, as `.length` does: whatever fits here fits every column and schema
// that counts code points instead.

export const ELLIPSIS = '…'

/** `text` itself when it fits, else its beginning and an ellipsis, together at most `limitChars`. */
export function cutText(text: string, limitChars: number): string {
  if (text.length <= limitChars) return text
  let end = Math.max(0, limitChars - ELLIPSIS.length)
  // Ending on the first half of a pair would leave a lone surrogate, which no store accepts.
  if (end > 0 && isHighSurrogate(text.charCodeAt(end - 1))) end -= 1
  return text.slice(0, end) + ELLIPSIS.slice(0, limitChars)
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}
