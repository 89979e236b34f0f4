// The frame of the act page: one self-contained document with its styles inside, and the headers
// that keep it to that. Nothing is loaded from anywhere, so it works on a bad line; a page whose
// styles or script were altered on the way does not run them (hashes in the policy).
//
// By night (22 to 7 in the person's zone) the ground is near black from the first byte on, by day
// the page follows the system's theme.

import { createHash } from 'node:crypto'
import { escapeHtml } from '@evenwatch/core'

const STYLE = `
:root{--ground:#fff;--text:#14181d;--quiet:#4a5563;--line:#14181d;--fill:#14181d;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ground:#101418;--text:#e6e9ed;--quiet:#a9b3bf;
--line:#a9b3bf;--fill:#e6e9ed;--on:#101418}}
.night{--ground:#0b0a08;--text:#d8d2c4;--quiet:#a39c8c;--line:#8a8272;--fill:#3a3428;--on:#f0e9d8}
*{box-sizing:border-box}
html,body{margin:0;background:var(--ground);color:var(--text)}
body{font:20px/1.35 system-ui,sans-serif;min-height:100vh;min-height:100dvh;display:flex;
flex-direction:column;max-width:34rem;margin:0 auto;padding:12px 16px 0;overflow-wrap:anywhere}
main{flex:1}
h1{font-size:26px;line-height:1.25;margin:8px 0}
h2{font-size:20px;margin:16px 0 0}
p{margin:8px 0}
.quiet{color:var(--quiet)}
.chip{font-weight:700;border:2px solid var(--line);border-radius:6px;padding:0 8px}
.do{position:sticky;bottom:0;background:var(--ground);padding:8px 0 12px}
form{margin:0}
button{font:inherit;color:var(--text);background:none;border:2px solid var(--line);
border-radius:10px;min-height:48px;width:100%;padding:4px;cursor:pointer}
button.main{min-height:64px;font-size:24px;font-weight:700;background:var(--fill);color:var(--on)}
.row{display:flex;gap:8px;margin-top:8px}
.row>*{flex:1}
a{color:inherit;display:inline-block;min-height:44px;padding:8px 16px 8px 0}
:focus-visible{outline:2px solid var(--text);outline-offset:2px}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
ul{padding-left:20px;margin:8px 0}
`

// Only makes the countdown run; a screen reader hears it a few times, not every second.
const SCRIPT = `
(function(){var e=document.getElementById('left'),h=document.getElementById('heard');
if(!e)return;var end=performance.now()+Number(e.dataset.ms),last=-1;
function two(n){return n<10?'0'+n:''+n}
function tick(){var s=Math.max(0,Math.ceil((end-performance.now())/1000));if(s===last)return;last=s;
var m=Math.floor(s/60);e.textContent=m>=60?Math.floor(m/60)+':'+two(m%60)+':'+two(s%60):m+':'+two(s%60);
if(h&&(s===60||s===30||s===10||s===0))h.textContent=s?s+' seconds left':'The time is up'}
tick();setInterval(tick,250)})()
`

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(STYLE)}`,
  `script-src ${hashOf(SCRIPT)}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
}

/** The whole document, headers aside, stays below this, whatever senders write. */
export const PAGE_BYTES_MAX = 30 * 1024

export type PageFrame = {
  readonly title: string
  readonly isNight: boolean
  /** HTML: everything dynamic in it is escaped by who wrote it. */
  readonly body: string
}

export function framePage({ title, isNight, body }: PageFrame): string {
  const scheme = isNight ? 'dark' : 'light dark'
  const theme = isNight ? '<meta name="theme-color" content="#0b0a08">' : ''
  return `<!doctype html>
<html lang="en"${isNight ? ' class="night"' : ''}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="${scheme}">${theme}
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>${body}<script>${SCRIPT}</script></body></html>
`
}

const NIGHT_FROM_HOUR = 22
const NIGHT_UNTIL_HOUR = 7

/** `hour` is the hour of day where the person is. */
export function isNightHour(hour: number): boolean {
  return hour >= NIGHT_FROM_HOUR || hour < NIGHT_UNTIL_HOUR
}
