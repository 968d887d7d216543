import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ENTRY_STATES } from '@yihu/contracts'
import type { PoolCard } from '@yihu/contracts'
import { FACT_STATES, sourceName } from '@yihu/domain'
import type { Register } from '@yihu/domain'
import { Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { EditEntry } from './entry-edit.tsx'
import { Accesses, History } from './entry-past.tsx'
import { EntryPlace } from './entry-place.tsx'
import { ChangeState } from './entry-state.tsx'
import { Lineage } from './lineage.tsx'
import { Likely, Undo } from './merge.tsx'
import { Chain, Contacts, Members, Relations } from './relations.tsx'
import { MovePerson } from './move-dialog.tsx'
import { PersonRights } from './person-rights.tsx'
import { cardQuery } from './register-queries.ts'
import { Conflicts } from './relation-end.tsx'
import { Reveal } from './reveal.tsx'
import { PlaceOfEntry } from './set-place.tsx'
import { VerifyButton } from './verify-button.tsx'
import '../case/case.css'

/** One entry on one card: what it is, where each word of it comes from, what belongs to it. */
export function EntryCard({ register, id }: { readonly register: Register; readonly id: string }) {
  const found = useQuery(cardQuery(register, id))
  if (found.isPending) return <Loading rows={12} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return <Whole card={found.data} />
}

function Whole({ card }: { readonly card: PoolCard }) {
  const can = useCan()
  const [clear, setClear] = useState<Readonly<Record<string, string | null>>>({})
  const isPerson = card.register === 'person'
  return (
    <article className="case" aria-label={`${card.title}的卡片`}>
      <header className="case-head">
        <div className="case-title">
          <h1>{clear['name'] ?? card.title}</h1>
          <p className="soft">{[card.register === 'house' || card.register === 'household' ? '' : card.areaName, isPerson || card.state !== 'active' ? ENTRY_STATES[card.register][card.state] : '', ...card.tags.map(({ name }) => name)].filter(Boolean).join(' · ')}</p>
        </div>
        {card.mayReveal && card.state !== 'erased' ? <Reveal card={card} onShown={setClear} isShown={Object.keys(clear).length > 0} /> : null}
      </header>
      <Conflicts card={card} />
      {card.mergedInto ? <Undo id={card.id} into={card.mergedInto} mayUndo={can('person.merge')} /> : null}
      {card.likely.length > 0 && !card.mergedInto ? <Likely card={card} mayMerge={can('person.merge')} /> : null}
      <div className="case-body">
        <div className="case-main">
          <Fields card={card} clear={clear} />
          <Members card={card} />
          <Relations card={card} />
        </div>
        <aside className="case-side">
          <Place card={card} />
          {card.register === 'organisation' || card.register === 'vehicle' ? null : <Contacts card={card} />}
          <Chain card={card} />
          <Lineage register={card.register} id={card.id} />
          <History register={card.register} id={card.id} />
          {isPerson && can('person.reveal') ? <Accesses id={card.id} /> : null}
          <PersonRights card={card} />
          {card.broughtBy ? <p className="soft register-origin">由「{card.broughtBy.title}」登记，{card.broughtBy.by}，<When at={card.broughtBy.at} /></p> : null}
        </aside>
      </div>
    </article>
  )
}

/** Where it stands and who says so; an organisation's place is set by hand. */
function Place({ card }: { readonly card: PoolCard }) {
  const { point, pointFact, register } = card
  const maySet = register === 'organisation' && card.mayEdit
  return (
    <>
      {point ? <EntryPlace id={card.id} title={card.title} point={point} on={register === 'house' ? { house: card.areaPath } : { on: 'organisations' }} /> : null}
      {point || maySet ? <p className="register-place">{pointFact ? <span className="soft">{sourceName(pointFact.source)} · {pointFact.asOf} · {FACT_STATES[pointFact.state]}</span> : point ? null : <span className="soft">还没有位置，地图上看不到</span>}{maySet ? <PlaceOfEntry card={card} /> : null}</p> : null}
    </>
  )
}

/** Fields by name; whoever wants to know sees where each one comes from. */
function Fields({ card, clear }: { readonly card: PoolCard; readonly clear: Readonly<Record<string, string | null>> }) {
  const [isSourced, setSourced] = useState(false)
  return (
    <section className="card" aria-label="登记的内容">
      <div className="register-card-head"><h2>登记的内容</h2>{card.mayEdit ? <><VerifyButton register={card.register} id={card.id} version={card.version} name={card.title} /><EditEntry card={card} /><MovePerson card={card} /><ChangeState card={card} /></> : null}<Button size="small" type={isSourced ? 'primary' : 'default'} aria-pressed={isSourced} onClick={() => setSourced(!isSourced)}>来源</Button></div>
      <dl className="facts">
        {card.fields.map(({ field, label, text, fact, warning }) => (
          <div key={field} className="fact">
            <dt>{label}</dt>
            <dd>
              {clear[field] ?? text}
              {warning ? <p className="tone-amber">△ {warning}</p> : null}
              {isSourced ? <p className="soft">{sourceName(fact.source)} · {fact.asOf} · {FACT_STATES[fact.state]}</p> : null}
            </dd>
          </div>
        ))}
      </dl>
      {card.fields.length === 0 ? <p className="soft">内容已抹去。</p> : null}
    </section>
  )
}
