/**
 * Pool: the street's registers of people, places, things, matters and organisations; so far its parts (部件, GB/T 30428.2).
 * Owns `part`. Raises and hears nothing.
 */
import { defineModule } from '../../kernel/module.ts'
import { routes } from './routes.ts'

export { importParts } from './repo.ts'

/** Manifest of the module. */
export const pool = defineModule({ id: 'pool', name: '数据池', permissions: { 'pool.read': '查看部件' }, routes })
