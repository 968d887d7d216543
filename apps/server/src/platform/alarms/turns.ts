import type { Reason, Signal } from '@yihu/domain'
import type { MovedMemory, Standing } from './remembered.ts'

/** What becomes of an alarm; times are epoch milliseconds of the cause. */
export type Turn =
  | { readonly kind: 'raise'; readonly at: number; readonly why: readonly Reason[]; readonly isGrave: boolean }
  | { readonly kind: 'rise' | 'fall'; readonly at: number; readonly why: readonly Reason[] }
  | { readonly kind: 'clear'; readonly at: number; readonly how: 'signal' | 'withdrawn' | 'settings' }

interface Edge {
  readonly at: number
  readonly of: keyof Standing
  readonly isOn: boolean
  readonly why: readonly Reason[]
}

/**
 * What an alarm goes through, of what two triggers told: it is open while one of them is on, and grave while the second
 * is. When late messages take back what was told, only the difference between before and now counts.
 */
export function turnsOf(before: Standing, { remembered, ring, rise, isAnew }: MovedMemory['moved']): Turn[] {
  const edges = [...edgesOf('isOn', ring), ...edgesOf('isGrave', rise)].toSorted((a, b) => a.at - b.at)
  const isTakenBack = [...ring, ...rise].some(({ kind }) => kind === 'withdraw')
  if (isAnew || isTakenBack) return difference(before, remembered.standing, { edges, how: isAnew ? 'settings' : 'withdrawn', at: remembered.ring.head.at })
  const turns: Turn[] = []
  let present = before
  for (const edge of edges) {
    const next = { ...present, [edge.of]: edge.isOn }
    turns.push(...difference(present, next, { edges: [edge], how: 'signal', at: edge.at }))
    present = next
  }
  // Changes of one instant are told without an order: what stands now decides.
  turns.push(...difference(present, remembered.standing, { edges, how: 'signal', at: remembered.ring.head.at }))
  return joined(turns)
}

function edgesOf(of: Edge['of'], signals: readonly Signal[]): Edge[] {
  return signals.flatMap((signal) => (signal.kind === 'withdraw' ? [] : [{ at: signal.at, of, isOn: signal.kind === 'raise', why: signal.kind === 'raise' ? signal.why : [] }]))
}

function difference(before: Standing, after: Standing, { edges, how, at }: { edges: readonly Edge[]; how: 'signal' | 'withdrawn' | 'settings'; at: number }): Turn[] {
  const [wasOpen, isOpen] = [before.isOn || before.isGrave, after.isOn || after.isGrave]
  const on = edges.findLast((edge) => edge.isOn && after[edge.of])
  const off = edges.findLast((edge) => !edge.isOn)
  if (!wasOpen && isOpen) return [{ kind: 'raise', at: on?.at ?? at, why: on?.why ?? [], isGrave: after.isGrave }]
  // A clear of its own that came late is no taking back.
  if (wasOpen && !isOpen) return [{ kind: 'clear', at: off?.at ?? at, how: how === 'withdrawn' && off ? 'signal' : how }]
  if (isOpen && before.isGrave !== after.isGrave) return [{ kind: after.isGrave ? 'rise' : 'fall', at: (after.isGrave ? on?.at : off?.at) ?? at, why: on?.why ?? [] }]
  return []
}

/** Both triggers coming on, or going off, at one moment are one turn. */
function joined(turns: readonly Turn[]): Turn[] {
  return turns.reduce<Turn[]>((all, turn) => {
    const last = all.at(-1)
    if (last?.kind === 'raise' && turn.kind === 'rise' && last.at === turn.at) return [...all.slice(0, -1), { ...last, isGrave: true, why: [...last.why, ...turn.why] }]
    if (last?.kind === 'fall' && turn.kind === 'clear' && last.at === turn.at) return [...all.slice(0, -1), turn]
    return [...all, turn]
  }, [])
}
