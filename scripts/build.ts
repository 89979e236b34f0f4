// npm run build: the program, its migrations and the web client in `dist`.

import { buildAll } from './build/build-all.ts'

await buildAll()
