import helmet from '@fastify/helmet'
import fastify from 'fastify'

/** Set by the server itself for each answer, so not among those kept. */
const OWN = new Set(['connection', 'content-length', 'content-type', 'date', 'keep-alive'])

/** The security headers of every answer, worked out by helmet once: they are the same for all. Pages may fetch from our own origin and those named. */
export async function securityHeaders(connectTo: readonly string[] = []): Promise<Readonly<Record<string, string>>> {
  const probe = fastify()
  await probe.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:', 'blob:'], mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", ...connectTo], workerSrc: ["'self'", 'blob:'], objectSrc: ["'none'"], frameAncestors: ["'none'"], upgradeInsecureRequests: null,
      },
    },
    // Served over plain HTTP on loopback or behind the street's own TLS gateway, which sets it.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
  })
  probe.get('/', async () => '')
  const { headers } = await probe.inject('/')
  await probe.close()
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (OWN.has(name) || value === undefined ? [] : [[name, String(value)]])))
}
