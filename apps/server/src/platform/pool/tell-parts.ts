import { PART_STATES } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { unitNames } from '../identity/index.ts'
import { HISTORY_KEYS, insertChanges } from './repo-history.ts'
import type { NewChange } from './repo-history.ts'
import type { Part } from './repo.ts'

interface Telling extends Pick<NewChange, 'at' | 'by' | 'source' | 'reason'> {
  readonly changed: readonly { readonly before: Part; readonly after: Part }[]
}

/** Writes into the history of parts what changed of them, in words. */
export async function tellParts(tx: Tx, { changed, ...told }: Telling): Promise<void> {
  if (changed.length === 0) return
  const units = await unitNames(tx)
  const wordsOf = ({ classCode, path, name, lon, lat, unitId, state, source }: Part) => ({
    [HISTORY_KEYS.class]: classCode, [HISTORY_KEYS.area]: path, 名称: name, [HISTORY_KEYS.state]: PART_STATES[state], 养护单位: unitId === null ? '' : (units.get(unitId) ?? unitId), [HISTORY_KEYS.place]: `${lon}, ${lat}`, 采集方式: source,
  })
  await insertChanges(tx, changed.map(({ before, after }) => {
    const [from, to] = [Object.entries(wordsOf(before)), Object.entries(wordsOf(after))]
    const changes = Object.fromEntries(from.flatMap(([label, was], at) => (was === to[at]?.[1] ? [] : [[label, [was, to[at]?.[1] ?? ''] as const]])))
    return { ...told, id: newId(told.at.getTime()), areaPath: after.path, register: 'part', entryId: null, partCode: after.code, what: 'change', changes }
  }))
}
