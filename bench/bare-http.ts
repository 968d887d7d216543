// A bare node:http that answers so many bytes of a type, nothing else: what a tile from memory is held against. Prints its address.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const [bytes = '0', type = 'application/octet-stream'] = process.argv.slice(2)
const body = Buffer.alloc(Number(bytes), 'a')
const server = createServer((_request, response) => { response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body) })
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo // it listens on a port
  console.log(`ready http://127.0.0.1:${port} in`)
})
