import { useState } from 'react'
import { STATES } from '@yihu/domain'
import { localCase, movesOf, PHONE_MOVES, urgencyOf } from '../model/cases.ts'
import type { LocalCase, PhoneMove } from '../model/cases.ts'
import { dueText, whenText } from '../model/words.ts'
import { usePhone } from '../store/phone.ts'
import { DraftWords } from '../ui/draft-words.tsx'
import { Head, Mark, Warnings } from '../ui/parts.tsx'
import { MOVE_LABELS, MoveSheet } from './move-sheet.tsx'

/** One case: what was said, how it stands, what may be done now, with or without signal. */
export function CasePage({ id }: { id: string }) {
  const { bundle, outbox, me } = usePhone()
  const [move, setMove] = useState<PhoneMove | null>(null)
  const one = bundle?.cases.find((each) => each.id === id)
  if (!one || !me) {
    return (
      <>
        <Head title="案件" up="cases" />
        <main className="main">
          <p className="note">这件案件不在手机里：可能已经办结，或已转给别的单位。</p>
          <Unfinished id={id} moves={[]} />
        </main>
      </>
    )
  }
  const local = localCase(one, { outbox, me })
  const stuck = outbox.find(({ key, state }) => key === id && (state === 'clash' || state === 'refused'))
  const moves = stuck ? [] : movesOf(local, me)
  return (
    <>
      <Head title={one.title} up="cases" />
      <main className="main">
        <Warnings />
        {stuck && <p className="note" data-tone="red" role="status">您改的和别人改的碰到一起了，或没有被接受。<a href="#/outbox">去看两边的内容再定</a></p>}
        <Facts local={local} />
        {moves.length > 0 ? (
          <div className="buttons" role="group" aria-label="可以做的操作">
            {moves.map((name, index) => <button key={name} type="button" className={index === 0 ? 'first' : ''} onClick={() => setMove(name)}>{MOVE_LABELS[name]}</button>)}
          </div>
        ) : !stuck && <p className="soft">现在没有要您做的。</p>}
        <Unfinished id={id} moves={moves} />
      </main>
      {move && <MoveSheet key={move} move={move} local={local} onClose={() => setMove(null)} />}
    </>
  )
}

/** What was begun for a move that is not to be made any more: nobody types in vain. */
function Unfinished({ id, moves }: { id: string; moves: readonly PhoneMove[] }) {
  const { drafts } = usePhone()
  const left = PHONE_MOVES.flatMap((move) => {
    const draft = moves.includes(move) ? undefined : drafts.get(`case/${id}/${move}`)
    return draft ? [{ move, draft }] : []
  })
  return left.map(({ move, draft }) => <section key={move} className="card" aria-label={`没写完的${MOVE_LABELS[move]}`}><h2>没写完的{MOVE_LABELS[move]}</h2><DraftWords draft={draft} /></section>)
}

function Facts({ local }: { local: LocalCase }) {
  const { case: one, core, pending } = local
  return (
    <section className="card" aria-label="案件情况">
      <p><Mark of={urgencyOf(local, Date.now())} /> <strong>{STATES[core.state].label}</strong>{pending > 0 ? `（手机里 ${pending} 步待传）` : ''}</p>
      <p>{one.text}</p>
      <dl className="facts">
        <dt>编号</dt><dd>{one.number}</dd>
        <dt>地点</dt><dd>{one.address ?? one.areaName}</dd>
        {one.className && <><dt>分类</dt><dd>{one.className}</dd></>}
        {one.unitName && <><dt>谁在办</dt><dd>{one.unitName}</dd></>}
        <dt>登记</dt><dd>{whenText(one.registeredAt)}</dd>
        {one.dueAt && <><dt>期限</dt><dd>{whenText(one.dueAt)}（{dueText(one.dueAt, Date.now())}）</dd></>}
      </dl>
      {one.point && <a className="button" href={`#/map?lon=${one.point.lon}&lat=${one.point.lat}`}>在地图上看</a>}
    </section>
  )
}
