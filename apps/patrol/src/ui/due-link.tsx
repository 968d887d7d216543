import type { DueHere } from '../model/due.ts'
import { distanceText } from '../model/words.ts'

/** Something due in a list: who or what, why, until when, how far. */
export function DueLink({ due: { item, metres, isTried } }: { due: DueHere }) {
  const facts = [`到 ${item.dueOn.slice(5).replace('-', '月')}日`, metres === null ? null : distanceText(metres), isTried ? '去过，没办成' : null].filter(Boolean)
  return (
    <a className="row" href={`#/visit/${encodeURIComponent(item.id)}`}>
      <span className="row-body">
        <span className="row-title">{item.routineName} · {item.subject.label}</span><br />
        <span className="soft">{facts.join(' · ')}</span><br />
        <span className="soft">{item.why}</span>
      </span>
    </a>
  )
}
