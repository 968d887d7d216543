import type { FastifyRequest } from 'fastify'
import type { Context } from '../../kernel/context.ts'

const addresses = new WeakMap<Context, string>()

/** From now on plates carry this address. */
export function printAddressWith(context: Context, address: string): void {
  addresses.set(context, address)
}

/** Where the address on a plate begins: as configured, else as the clerk has the page open, which may lead nowhere from outside. */
export function printedAddress(context: Context, { protocol, host }: FastifyRequest): { address: string; isPublic: boolean } {
  const address = addresses.get(context)
  return address === undefined ? { address: `${protocol}://${host}`, isPublic: false } : { address, isPublic: true }
}
