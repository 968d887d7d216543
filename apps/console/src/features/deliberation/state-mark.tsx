import type { ProposalLine } from '@yihu/contracts'

const LOOKS: Readonly<Record<string, readonly [tone: string, shape: string]>> = {
  received: ['tone-amber', '◆'], open: ['tone-green', '●'], scheduled: ['tone-green', '●'], voting: ['tone-amber', '◆'], passed: ['tone-amber', '◆'], doing: ['tone-green', '●'], rating: ['tone-green', '●'], closed: ['soft', '✓'],
}

/** Where a proposal stands: colour, shape and word. */
export function StateMark({ row: { state, stateName } }: { readonly row: Pick<ProposalLine, 'state' | 'stateName'> }) {
  const [tone, shape] = LOOKS[state] ?? ['soft', '○']
  return <span className={tone}><span aria-hidden="true">{shape}</span> {stateName}</span>
}
