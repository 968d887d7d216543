import type { Urging } from '@yihu/contracts'
import { When } from '../../app/when.tsx'
import { ClockMark } from './desk.tsx'

/** When an answer is due, and on demand how that came about. */
export function ClockFacts({ clock, limit }: { readonly clock: Urging['clock']; readonly limit: string }) {
  return (
    <div className="fact">
      <dt>{limit}</dt>
      <dd>
        <ClockMark card={clock.card} /> {clock.dueAt ? <When at={clock.dueAt} /> : '暂停计时'}{clock.dueText ? `，${clock.dueText}` : ''}
        <details className="fold">
          <summary>期限怎么来的</summary>
          <ul>{clock.lines.map((line) => <li key={line}>{line}</li>)}</ul>
        </details>
      </dd>
    </div>
  )
}

interface Said {
  readonly at: string
  readonly by: string
  readonly unitName: string | null
  readonly note: string
}

/** Who said what and when. */
export function SaidLine({ said }: { readonly said: Said }) {
  return (
    <div className="said">
      <p className="soft">{said.by}{said.unitName ? `（${said.unitName}）` : ''}　<When at={said.at} /></p>
      {said.note ? <p className="said-note">{said.note}</p> : null}
    </div>
  )
}
