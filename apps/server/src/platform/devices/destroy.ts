import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { deleteDevices } from './repo-destroy.ts'
import type { Destroyed, NamedDevice } from './repo-destroy.ts'

/** Destroys devices of an area with all they said; every server forgets them. */
export async function destroyDevices(tx: Tx, { path, devices }: { path: string; devices: readonly NamedDevice[] }): Promise<Destroyed[]> {
  const gone = await deleteDevices(tx, devices)
  await emit(tx, { topic: 'device.changed', scopePath: path, payload: { ids: devices.map(({ id }) => id) } })
  return gone
}
