import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { PoolCard, RelationRow } from '@yihu/contracts'
import { RELATION_KINDS } from '@yihu/domain'
import { useCan } from '../../app/session.ts'
import type { RegisterTab } from './register-search.ts'
import { AddRelation } from './relation-dialog.tsx'
import { EndRelation } from './relation-end.tsx'

const ChainDrawer = lazy(async () => ({ default: (await import('../grid/chain-drawer.tsx')).ChainDrawer }))

type Other = RelationRow['other']

/** The other end of a relation: its card, or of an area the houses there; what lies outside one's area has no card. */
function OtherEnd({ other: { register, id, name, detail } }: { readonly other: Other }) {
  if (name === '其他区域的登记') return <span className="soft">{name}</span>
  const search = register === 'area' ? { of: 'house' as const, area: id } : { of: register satisfies RegisterTab, at: id }
  return <><Link to="/registers" search={search}>{name}</Link>{detail && detail !== name && !name.startsWith(detail) ? <span className="soft">　{detail}</span> : null}</>
}

/** Relations kind by kind, present ones first; what has ended stays in a fold. */
export function Relations({ card }: { readonly card: PoolCard }) {
  // Members and who looks after them have places of their own.
  const shown = card.relations.filter(({ other, kind, isOutward }) => !card.members.some(({ id }) => id === other.id) && (kind !== 'contact' || isOutward))
  const present = shown.filter(({ isCurrent }) => isCurrent)
  const past = shown.filter(({ isCurrent }) => !isCurrent)
  return (
    <section className="card" aria-label="关系">
      <div className="register-card-head"><h2>关系</h2><AddRelation card={card} label="加关系" /></div>
      {present.length === 0 ? <p className="soft">没有登记其他关系。</p> : <Kinds card={card} relations={present} />}
      {past.length > 0 ? <details className="fold"><summary>已结束的 {past.length} 个关系</summary><Kinds card={card} relations={past} /></details> : null}
    </section>
  )
}

const MOST = 12

function Kinds({ card, relations }: { readonly card: PoolCard; readonly relations: readonly RelationRow[] }) {
  return (
    <dl className="facts">
      {[...Map.groupBy(relations, ({ kindName }) => kindName)].map(([kind, of]) => (
        <div key={kind} className="fact">
          <dt>{kind}</dt>
          <dd>
            <Lines card={card} relations={of.slice(0, MOST)} />
            {of.length > MOST ? <details className="fold"><summary>还有 {of.length - MOST} 个</summary><Lines card={card} relations={of.slice(MOST)} /></details> : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Lines({ card, relations }: { readonly card: PoolCard; readonly relations: readonly RelationRow[] }) {
  return <ul>{relations.map((one) => <li key={one.id}><OtherEnd other={one.other} />　<span className="soft">{one.roleName}{one.since ? `，${one.since} 起` : ''}{one.until ? `，到 ${one.until}` : ''}</span><EndRelation card={card} relation={one} /></li>)}</ul>
}

/** The relation by which somebody belongs here, to be ended. */
function EndOf({ card, kind, personId, role }: { readonly card: PoolCard; readonly kind: string; readonly personId: string; readonly role: string }) {
  const relation = card.relations.find((one) => one.kind === kind && one.role === role && one.other.id === personId && !one.isOutward && one.isCurrent)
  return relation ? <EndRelation card={card} relation={relation} /> : null
}

/** Who belongs to a household, who lives in a house. */
export function Members({ card }: { readonly card: PoolCard }) {
  const { members, register } = card
  if (register !== 'household' && register !== 'house') return null
  const kind = register === 'household' ? 'household' : 'resides'
  return (
    <section className="card" aria-label="人员">
      <div className="register-card-head"><h2>{register === 'household' ? '户内成员' : '住在这里'}</h2><AddRelation card={card} label={register === 'household' ? '加成员' : '加住户'} way={`${kind}/in`} /></div>
      {members.length === 0 ? <p className="soft">没有登记人员。</p> : (
        <ul>{members.map(({ id, name, role, roleName, age, sex }) => <li key={id}><Link to="/registers" search={{ of: 'person', at: id }}>{name}</Link>　<span className="soft">{[roleName, sex, age === null ? '' : `${age} 岁`].filter(Boolean).join(' · ')}</span><EndOf card={card} kind={kind} personId={id} role={role} /></li>)}</ul>
      )}
    </section>
  )
}

const LEVELS = ['6', '5', '4', '3', '2', '1'] as const

/** «谁联系我»: the six levels, nearest first, as far as they are known. */
export function Contacts({ card }: { readonly card: PoolCard }) {
  const { contacts, register, id, areaPath } = card
  const can = useCan()
  const [isShown, setShown] = useState(false)
  return (
    <section className="card" aria-label="谁联系我">
      <div className="register-card-head"><h2>谁联系我</h2>{register === 'house' ? null : <AddRelation card={card} label="加联系人" way="contact/in" />}</div>
      {contacts.length === 0 ? <p className="tone-amber">△ 还没有人联系。</p> : (
        <ol className="register-ladder">
          {LEVELS.map((level) => {
            const of = contacts.filter((one) => one.level === level)
            return (
              <li key={level}>
                <span className="soft">{RELATION_KINDS.contact.roles[level]}</span>
                {of.length === 0 ? <span className="soft">—</span> : <span>{of.map(({ personId, name }, i) => <span key={personId}>{i > 0 ? '、' : ''}<Link to="/registers" search={{ of: 'person', at: personId }}>{name}</Link><EndOf card={card} kind="contact" personId={personId} role={level} /></span>)}</span>}
              </li>
            )
          })}
        </ol>
      )}
      {register === 'household' && can('grid.read') ? <Button size="small" onClick={() => setShown(true)}>整条链</Button> : null}
      {isShown ? <Suspense><ChainDrawer path={areaPath} household={id} onClose={() => setShown(false)} /></Suspense> : null}
    </section>
  )
}

/** The Party organisations above (五级网络), nearest first. */
export function Chain({ card: { chain, id } }: { readonly card: PoolCard }) {
  const above = chain.filter((one) => one.id !== id)
  if (above.length === 0) return null
  return (
    <section className="card" aria-label="党组织">
      <h2>上级党组织</h2>
      <ol>{above.map((one) => <li key={one.id}><Link to="/registers" search={{ of: 'organisation', at: one.id }}>{one.name}</Link>　<span className="soft">{one.secretary ? `负责人 ${one.secretary}` : '没有登记负责人'}</span></li>)}</ol>
    </section>
  )
}
