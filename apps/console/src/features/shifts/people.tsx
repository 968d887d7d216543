import { SHIFT_ROLES } from '@yihu/contracts'
import type { ShiftPerson } from '@yihu/contracts'

/** The people of a shift, role by role. */
export function People({ people }: { readonly people: readonly ShiftPerson[] }) {
  if (people.length === 0) return <span className="tone-amber">◆ 还没有排人</span>
  return (
    <span className="shift-people">
      {people.map(({ role, name }, i) => <span key={`${i} ${name}`}><span className="soft">{SHIFT_ROLES[role]}</span> {name}</span>)}
    </span>
  )
}
