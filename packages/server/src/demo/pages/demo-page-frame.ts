// The frame and headers of the demo's own pages: one document with its styles inside, light and
// dark by the system's theme, and nothing loaded from anywhere else.

import { escapeHtml } from '@evenwatch/core'

const STYLE = `
:root{color-scheme:light dark;--ground:#fff;--card:#f6f7f9;--text:#14181d;--quiet:#4a5563;
--line:#c9d0d9;--fill:#14181d;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ground:#101418;--card:#171c22;--text:#e6e9ed;
--quiet:#a9b3bf;--line:#3a434e;--fill:#e6e9ed;--on:#101418}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:56rem;padding:24px 16px 64px;background:var(--ground);
color:var(--text);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:26px;line-height:1.25;margin:0 0 4px}
h2{font-size:18px;line-height:1.3;margin:4px 0 8px}
p{margin:4px 0 12px}
.quiet{color:var(--quiet);font-size:14px}
article{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px;
margin:16px 0}
.chip{display:inline-block;font-weight:600;font-size:13px;border:1px solid var(--quiet);
border-radius:6px;padding:0 8px;margin-right:8px}
a{color:inherit}
a.act{display:inline-block;background:var(--fill);color:var(--on);border-radius:8px;
padding:8px 16px;font-weight:600;text-decoration:none;margin:0 0 12px}
pre{white-space:pre-wrap;background:var(--ground);border:1px solid var(--line);border-radius:8px;
padding:12px;font:13px/1.5 ui-monospace,monospace;margin:8px 0;max-height:24rem;overflow:auto}
iframe{width:100%;height:22rem;border:1px solid var(--line);border-radius:8px}
details{margin:8px 0}
summary{cursor:pointer;min-height:24px}
:focus-visible{outline:2px solid var(--text);outline-offset:2px}
`

const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "script-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
]

const COMMON = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  ...COMMON,
  'content-security-policy': POLICY.join('; '),
}

/** A caught mail's own HTML: no script, nothing loaded; its links open a window of their own. */
export const FRAME_HEADERS: Readonly<Record<string, string>> = {
  ...COMMON,
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; '),
}

/** `body` is HTML: everything dynamic in it is escaped by who wrote it. */
export function frameDemoPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>${body}</body></html>
`
}

export type Notice = {
  readonly title: string
  readonly text: string
  readonly href: string
  readonly link: string
}

export function renderNotice({ title, text, href, link }: Notice): string {
  return frameDemoPage(
    title,
    `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>
<p><a href="${escapeHtml(href)}">${escapeHtml(link)}</a></p>`,
  )
}
