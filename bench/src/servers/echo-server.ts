// The ceiling: Fastify reading the same body and answering a small one.

import fastify from 'fastify'

const app = fastify()
app.post('/echo', async (request) => ({ status: 'accepted', got: typeof request.body }))
await app.listen({ host: '127.0.0.1', port: 0 })
const address = app.server.address()
process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
