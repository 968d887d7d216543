import type { OwnRound } from '@yihu/contracts'
import { roundsNow } from '../model/rounds.ts'
import { usePhone } from '../store/phone.ts'

/** When one is to walk where today; each opens what is filled in on the way. */
export function RoundList() {
  const { rounds } = usePhone()
  if (!rounds || rounds.length === 0) return null
  const { today, next } = roundsNow(rounds, Date.now())
  return (
    <section className="stack" aria-label="巡查班次">
      <h2>今天的巡查班次</h2>
      {today.length > 0 && <ul className="list">{today.map((round) => <li key={round.id}><Round round={round} /></li>)}</ul>}
      {next && <p className="soft">{today.length === 0 ? '今天没有。' : ''}下一次：{next.day.slice(5).replace('-', ' 月 ')} 日 {next.from} {next.areaName}</p>}
    </section>
  )
}

function Round({ round: { name, areaName, from, to, isEvening, listId, instead } }: { round: OwnRound }) {
  return (
    <a className="row" href={listId === null ? '#/visits' : `#/check/${listId}`}>
      <span className="row-body"><span className="row-title">{from}–{to} {name}</span><br />{areaName}{isEvening && <span className="mark"> ☾ 晚上</span>}{instead !== null && <span className="soft"> · 替{instead}</span>}</span>
    </a>
  )
}
