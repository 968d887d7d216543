/**
 * Codes (智慧码): signed plates of grids, estates, buildings, parts, devices and service points; issued in batches,
 * printed, revoked, issued anew, and counted when scanned, without a word of who. Owns `place_code`, `code_scan`.
 * Raises and hears nothing. What is printed is an id and a version under a MAC of the key file (ADR 014).
 */
import type { Vault } from '../../kernel/crypto.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx, WithDb } from '../../kernel/db/index.ts'
import { defineModule } from '../../kernel/module.ts'
import type { Module } from '../../kernel/module.ts'
import { areasOf } from '../areas/index.ts'
import { placesOfAreas } from './places.ts'
import type { DeviceSource } from './places.ts'
import { insertCodes, listCodes } from './repo.ts'
import { routes } from './routes.ts'
import { tokenOf } from './token.ts'

export { printAddressWith } from './printed-address.ts'
export { count as countCode, placeOfCode, placeOfCodeWithin, settlePoint } from './read.ts'

/** Issues codes for all grids, estates and buildings there are, as the demo street has them on its walls. */
export async function issueForAreas(context: WithDb, at: number): Promise<void> {
  const tree = await areasOf(context)
  const places = (['grid', 'estate', 'building'] as const).flatMap((kind) => placesOfAreas(tree, { kind, path: null }))
  await context.db.transact(systemScope, (tx) => insertCodes(tx, places, { at: new Date(at), by: null }))
}

/** More codes than a phone carries: a community's are a few hundred. */
const MOST_ON_PHONE = 3000

/** The codes in force that a person's phone takes along, as they are printed. */
export async function codesForPhone(tx: Tx, vault: Vault): Promise<{ code: string; name: string; address: string }[]> {
  const codes = await listCodes(tx, { state: 'active', limit: MOST_ON_PHONE })
  return codes.map((one) => ({ code: tokenOf(vault, one), name: one.name, address: one.address }))
}

/** Manifest of the module. */
export function codes(source: DeviceSource): Module {
  return defineModule({
    id: 'codes',
    name: '智慧码',
    permissions: { 'code.manage': '签发和停用智慧码' },
    routes: (router, context) => routes(router, context, source),
  })
}
