import { CLUSTER_STATES } from '@yihu/contracts'
import type { ClusterState } from '@yihu/contracts'

const LOOKS = { hot: { shape: '▲', tone: 'red' }, group: { shape: '◆', tone: 'amber' }, quiet: { shape: '○', tone: 'grey' } } as const satisfies Record<ClusterState, { shape: string; tone: string }>

/** How far a cluster has come: shape, colour and word. */
export function ClusterMark({ state }: { readonly state: ClusterState }) {
  return <span className={`mark tone-${LOOKS[state].tone}`}><span aria-hidden="true">{LOOKS[state].shape}</span> {CLUSTER_STATES[state]}</span>
}
