import { useQueryClient } from '@tanstack/react-query'
import type { Register } from '@yihu/domain'

/** After a change to the registers: all that shows them is old. */
export function useRegistersChanged(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all(['pool', 'registers', 'quality'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
}

/** A state that an entry can be brought to by hand. */
export interface EntryState {
  readonly value: 'active' | 'left' | 'dead' | 'gone'
  /** The act, as a button says it. */
  readonly act: string
}

const ENDS: Readonly<Record<Register, readonly EntryState[]>> = {
  person: [{ value: 'left', act: '迁出' }, { value: 'dead', act: '死亡' }],
  household: [{ value: 'gone', act: '销户' }],
  house: [{ value: 'gone', act: '拆除' }],
  organisation: [{ value: 'gone', act: '注销、关店' }],
  vehicle: [{ value: 'gone', act: '注销、报废' }],
}

/** What can become of an entry: it ends in the words of its register, and what has ended can come back. */
export function statesAfter(register: Register, state: string): readonly EntryState[] {
  const ends = ENDS[register].filter(({ value }) => value !== state)
  return state === 'active' ? ends : [{ value: 'active', act: '恢复在册' }, ...ends]
}
