import type { OwnRound } from '@yihu/contracts'
import { weekdayName } from '@yihu/domain'
import { roundsNow } from '../model/rounds.ts'
import { usePhone } from '../store/phone.ts'

/** When one is to walk where today; each opens what is filled in on the way. */
export function RoundList() {
  const { rounds, clock } = usePhone()
  if (!rounds || rounds.length === 0) return null
  const { today, next, lent } = roundsNow(rounds, { clock, now: Date.now() })
  return (
    <section className="stack" aria-label="巡查班次">
      <h2>今天的巡查班次</h2>
      {today.length > 0 && <ul className="list">{today.map((round) => <li key={round.id}><Round round={round} /></li>)}</ul>}
      {next && <p className="soft">{today.length === 0 ? '今天没有。' : ''}下一次：{whenText(next)}</p>}
      {lent.map((one) => <p key={`${one.id} ${one.day}`} className="soft">以后：{whenText(one)}</p>)}
    </section>
  )
}

function whenText({ day, from, areaName, instead }: OwnRound): string {
  return `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日 ${weekdayName(day)} ${from} ${areaName}${instead === null ? '' : ` · 替${instead}`}`
}

function Round({ round: { name, areaName, from, to, isEvening, listId, instead } }: { round: OwnRound }) {
  return (
    <a className="row" href={listId === null ? '#/visits' : `#/check/${listId}`}>
      <span className="row-body"><span className="row-title">{from}–{to} {name}</span><br />{areaName}{isEvening && <span className="mark"> ☾ 晚上</span>}{instead !== null && <span className="soft"> · 替{instead}</span>}</span>
    </a>
  )
}
