// Sets the theme before the first paint, so that a dark room never sees a white flash.
// A file of its own because the content security policy allows no inline script.
;(() => {
  let theme = 'system'
  try {
    theme = JSON.parse(localStorage.getItem('evenwatch.preferences') || '{}').theme || 'system'
  } catch {
    // Storage may be forbidden; the system's theme is right then.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  const shown = theme === 'system' ? (dark ? 'dark' : 'light') : theme
  const root = document.documentElement
  root.dataset.theme = shown
  root.style.colorScheme = shown === 'light' ? 'light' : 'dark'
  root.style.backgroundColor = { light: '#f4f6f8', dark: '#101418', night: '#0a0a09' }[shown]
})()
