// The bare Fastify that ratios are made against: `{ hello: 'world' }`, nothing else. Prints its address.
import fastify from 'fastify'

const app = fastify()
app.get('/', async () => ({ hello: 'world' }))
const address = await app.listen({ port: 0, host: '127.0.0.1' })
console.log(`ready ${address} in`)
