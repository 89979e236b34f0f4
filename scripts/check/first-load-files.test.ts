import { expect, test } from 'vitest'
import { firstLoadFiles } from './first-load-files.ts'

test('scripts, preloaded modules and styles count, icons and repeats do not', () => {
  const html = `
    <link rel="icon" href="/icon.svg">
    <script type="module" crossorigin src="/assets/index-a1.js"></script>
    <link rel="modulepreload" crossorigin href="/assets/react-b2.js">
    <link rel="modulepreload" href="/assets/index-a1.js">
    <link rel="stylesheet" crossorigin href="./assets/index-c3.css">`
  expect(firstLoadFiles(html)).toEqual([
    'assets/index-a1.js',
    'assets/react-b2.js',
    'assets/index-c3.css',
  ])
})
