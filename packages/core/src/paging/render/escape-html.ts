// Text and addresses into HTML. Everything that a sender or a person wrote goes through here.

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Safe as an element's text and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

/** The address when it is http or https, otherwise null: no other scheme is ever made a link. */
export function safeHref(url: string | null): string | null {
  if (url === null || !/^https?:\/\//i.test(url.trim())) return null
  return url.trim()
}
