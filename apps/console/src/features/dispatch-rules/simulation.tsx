import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { DutyDraft, DutySimulation } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { simulationQuery } from './duty-queries.ts'
import { Publish } from './publish.tsx'

const SPANS = [{ value: 30, label: '近 30 天' }, { value: 90, label: '近 90 天' }, { value: 366, label: '近一年' }]
const SHOWN = 50

/** Past cases sent again by the draft, and only after what came of it the button that publishes. */
export function Simulation({ draft }: { readonly draft: DutyDraft }) {
  const [days, setDays] = useState(90)
  const result = useQuery({ ...simulationQuery(draft.revision, days), enabled: draft.changes > 0 })
  if (draft.changes === 0) return <Empty title="草稿和现行规则一样">改了规则以后，这里用过去的案件试算：哪些案件会换人办，各单位多几件少几件。</Empty>
  return (
    <section aria-label="试算">
      <div className="rules-tools">
        <Segmented value={days} onChange={setDays} options={SPANS} aria-label="用哪些案件" />
        <span className="soft">按当时的时间，用现行规则和草稿各派一遍</span>
      </div>
      {result.isPending ? <Loading rows={5} /> : result.isError ? <Failed error={result.error} retry={() => void result.refetch()} /> : (
        <Outcome result={result.data}><Publish draft={draft} /></Outcome>
      )}
    </section>
  )
}

const percent = (part: number, whole: number) => (whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`)

function Outcome({ result, children }: { readonly result: DutySimulation; readonly children: ReactNode }) {
  const { cases, isCut, changed, returned, right, auto, units, rules, diffs } = result
  const moved = units.filter(({ before, after }) => before !== after)
  return (
    <>
      <div className="card outcome" role="status">
        <p><strong>{cases}</strong> 件派遣过的案件里，<strong>{changed}</strong> 件会换单位{changed > 0 ? `，其中 ${returned} 件原单位当时退回过` : ''}。{isCut ? '案件太多，只试了最近的一部分。' : ''}</p>
        <p>首派就是最后办结的单位：{percent(right.before, right.of)} → <strong>{percent(right.after, right.of)}</strong>（办结 {right.of} 件里 {right.before} → {right.after} 件）{right.after < right.before ? <span className="tone-red">　▲ 比现行规则差</span> : null}</p>
        <p>系统直接派遣：{auto.before} → {auto.after} 件。<span className="soft">截至 <When at={result.asOf} /></span></p>
      </div>
      {changed === 0 ? <p className="soft">没有一件案件会换单位。如果本来就想改变派法，请检查分类和区域，或试更长的时间。</p> : (
        <div className="outcome-tables">
          <Tallies title="各单位" rows={moved} />
          <Tallies title="各条规则" rows={rules} />
        </div>
      )}
      {children}
      {diffs.length > 0 ? <Diffs diffs={diffs} total={changed} /> : null}
    </>
  )
}

function Tallies({ title, rows }: { readonly title: string; readonly rows: DutySimulation['units'] }) {
  if (rows.length === 0) return null
  return (
    <table className="tallies">
      <caption>{title}</caption>
      <thead><tr><th scope="col">名称</th><th scope="col">现行</th><th scope="col">草稿</th><th scope="col">变化</th></tr></thead>
      <tbody>
        {rows.slice(0, 20).map(({ id, name, before, after }) => (
          <tr key={id}><th scope="row">{name}</th><td>{before}</td><td>{after}</td><td className={after > before ? 'tone-amber' : 'tone-green'}>{after > before ? `＋${after - before}` : `－${before - after}`}</td></tr>
        ))}
      </tbody>
    </table>
  )
}

function Diffs({ diffs, total }: { readonly diffs: DutySimulation['diffs']; readonly total: number }) {
  const [shown, setShown] = useState(SHOWN)
  return (
    <section aria-label="会换单位的案件">
      <h2 className="diffs-head">会换单位的案件</h2>
      <ul className="diffs">
        {diffs.slice(0, shown).map(({ case: { id, number, title }, className, areaName, had, isReturned, finished, before, after }) => (
          <li key={id}>
            <p><Link to="/cases/$id" params={{ id }}>{number} {title}</Link></p>
            <p className="soft">{areaName} · {className}</p>
            <p>规则：<del>{before ?? '派不出'}</del> → <strong>{after ?? '派不出'}</strong></p>
            <p className="soft">当时派给 {had}{isReturned ? <span className="tone-red">（▲ 退回）</span> : ''}{finished ? `，${finished}办结` : '，还在办'}</p>
          </li>
        ))}
      </ul>
      {diffs.length > shown ? <Button block type="link" onClick={() => setShown(shown + SHOWN)}>再看 {Math.min(SHOWN, diffs.length - shown)} 件</Button> : null}
      {total > diffs.length ? <p className="soft">共 {total} 件，这里列出 {diffs.length} 件，退回过的在前。</p> : null}
    </section>
  )
}
