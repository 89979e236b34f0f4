// The words of a mail that has only an HTML part: enough to find the first line, nothing more.

const QUOTED = /<blockquote[\s\S]*$|<div[^>]*class="[^"]*gmail_quote[\s\S]*$/i

const ENTITIES: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
}

export function textOfHtml(html: string): string {
  return html
    .replace(QUOTED, '')
    .replace(/<(style|script|head|title)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<(br|\/p|\/div|\/li|\/tr|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
}
