// Names of objects from what people type: `Payments primary` becomes `payments-primary`.

const NAME_CHARS_MAX = 64

export function nameFrom(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[̀-ͯ]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, NAME_CHARS_MAX)
    .replace(/[^a-z0-9]+$/, '')
}
