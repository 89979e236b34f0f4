// The product as it ships, in a process of its own: configured by its environment alone, so that
// killing it is killing a real one. It says when it is ready and answers nothing.

import { readConfig, startServer } from '@evenwatch/server'
import { serveParent } from './child.ts'

const server = await startServer(readConfig(process.env))
const parent = serveParent(
  () => null,
  () => server.stop(),
)
parent.tell('ready', { nodeId: server.context.nodeId })
