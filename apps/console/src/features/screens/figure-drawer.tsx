import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Drawer, Radio } from 'antd'
import { useState } from 'react'
import { exportIndicator } from '@yihu/contracts'
import type { AnswerOf, showIndicator } from '@yihu/contracts'
import { figureBeside, figureTarget, figureText } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { instantText } from '../../app/time.ts'
import { ExportDialog } from '../exports/export-dialog.tsx'
import { FigureComparison } from './figure-comparison.tsx'
import { FigurePast } from './figure-past.tsx'
import { figureQuery } from './screen-queries.ts'

type Figure = AnswerOf<typeof showIndicator>

interface FigureDrawerProps {
  readonly id: string
  readonly name: string
  readonly area: string
  readonly onClose: () => void
}

const SPANS = [{ value: 30, label: '30 天' }, { value: 90, label: '90 天' }, { value: 365, label: '一年' }]

/** What a number rests on: how it is counted, of what, as of when, how it was, how it is elsewhere, who says otherwise, and its list. */
export function FigureDrawer({ id, name, area, onClose }: FigureDrawerProps) {
  const [days, setDays] = useState(30)
  const found = useQuery(figureQuery(id, area, days))
  return (
    <Drawer open title={name} size={560} onClose={onClose}>
      {found.isPending ? <Loading /> : null}
      {found.isError && !found.data ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
      {found.data ? (
        <div className="figure-drawer">
          <Facts figure={found.data} />
          <Acts figure={found.data} />
          <section>
            <h3>以前 <Radio.Group size="small" optionType="button" aria-label="看多久" value={days} options={SPANS} onChange={(event) => setDays(event.target.value as number)} /></h3>
            <FigurePast series={found.data.series} unit={found.data.unit} days={found.data.days} />
          </section>
          <FigureComparison id={id} area={area} />
        </div>
      ) : null}
    </Drawer>
  )
}

function Facts({ figure }: { readonly figure: Figure }) {
  const { state, value, unit, definition, query, source, asOf, area, disagreements, list } = figure
  const beside = [figureBeside(figure), figureTarget(figure)?.text].filter(Boolean).join('；')
  return (
    <dl className="provenance">
      <dt>{area.name}</dt><dd><strong>{figureText(figure)}{state === 'measured' && value !== null ? ` ${unit}` : ''}</strong>{beside ? <span className="soft"> {beside}</span> : null}</dd>
      <dt>怎么算</dt><dd>{definition}</dd>
      <dt>名单</dt><dd>{query}{list === '' ? null : <> · <Link to={list} className="screen-step">打开</Link></>}</dd>
      <dt>来源</dt><dd>{source}</dd>
      <dt>截至</dt><dd>{instantText(asOf)}</dd>
      {state === 'failed' ? <><dt>为什么没有数</dt><dd>这次查询没有成功，其他数不受影响；系统会接着再算，一直如此请告诉管理员。</dd></> : null}
      {state === 'too-few' ? <><dt>为什么不显示</dt><dd>这里人数太少，或者别处显示的数相减就能推算出很少的几个人。</dd></> : null}
      {disagreements.length > 0 ? <><dt className="tone-red">▲ 来源不一致</dt><dd>{disagreements.map((one) => <p key={`${one.source} ${one.asOf}`}>{one.source}（{one.asOf}）：{one.value} {unit}。{one.note}</p>)}<Link to="/quality" search={{ tab: 'counts' }}>看各来源，裁定以哪个为准</Link></dd></> : null}
    </dl>
  )
}

function Acts({ figure: { id, name, area, taking, mayClear, stays, query } }: { readonly figure: Figure }) {
  const [isExporting, setExporting] = useState(false)
  if (taking === null) return stays === null ? null : <p className="soft">名单不导出：{stays}</p>
  if (taking === 'sheet') return <Button href={api.address(exportIndicator, { params: { id }, query: { area: area.path } })} download>导出名单</Button>
  return (
    <>
      <Button onClick={() => setExporting(true)}>{mayClear ? '导出名单（不遮盖的需审批）' : '导出名单'}</Button>
      {isExporting ? <ExportDialog asked={{ figure: { id, area: area.path } }} what={`“${name}”的名单：${query}`} mayClear={mayClear} onClose={() => setExporting(false)} /> : null}
    </>
  )
}
