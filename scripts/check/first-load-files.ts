// Reads from the built index.html which of our files the browser fetches at once.

const SCRIPT = /<script\b[^>]*\bsrc="([^"]+)"/g
const LINK = /<link\b[^>]*>/g
const FETCHED_AT_ONCE = /\brel="(?:stylesheet|modulepreload)"/
const HREF = /\bhref="([^"]+)"/

/** Paths relative to the web root, each once. */
export function firstLoadFiles(html: string): readonly string[] {
  const scripts = [...html.matchAll(SCRIPT)].map(([, path]) => path)
  const links = [...html.matchAll(LINK)]
    .filter(([link]) => FETCHED_AT_ONCE.test(link))
    .map(([link]) => HREF.exec(link)?.[1])
  const paths = [...scripts, ...links].filter((path) => path !== undefined)
  return [...new Set(paths)].map((path) => path.replace(/^\.?\//, ''))
}
