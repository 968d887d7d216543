import type { LeaveRow } from '@yihu/contracts'

/** Who takes which buildings, and what everybody carries before and after. */
export function LeaveSpread({ plan: { pieces, neighbours } }: { readonly plan: Pick<LeaveRow, 'pieces' | 'neighbours'> }) {
  return (
    <ul>
      {neighbours.map(({ id, name, before, after }) => {
        const taken = pieces.filter(({ to }) => to.id === id)
        return <li key={id}><strong>{name}</strong>　<span className="soft">网格负荷 {before}{after === before ? '，不用接' : ` → ${after}`}</span>{taken.length > 0 ? <p>{taken.map((piece) => `${piece.name}（${piece.load}）`).join('、')}</p> : null}</li>
      })}
    </ul>
  )
}
