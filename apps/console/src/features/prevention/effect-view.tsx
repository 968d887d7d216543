import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { EFFECT_VERDICTS } from '@yihu/contracts'
import type { EffectVerdict, PreventionEffect } from '@yihu/contracts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { focusableRows } from '../../app/focusable-rows.ts'
import { When } from '../../app/when.tsx'
import { EffectChart } from './effect-chart.tsx'
import { effectQuery } from './prevention-queries.ts'

const LOOKS = { fewer: '▼', same: '＝', more: '▲', 'too-few': '○', waiting: '…' } as const satisfies Record<EffectVerdict, string>
const TONES = { fewer: 'green', same: 'grey', more: 'red', 'too-few': 'grey', waiting: 'grey' } as const satisfies Record<EffectVerdict, string>
const PHASES = { before: '办之前', work: '在办', after: '办之后' } as const

/** Whether there were fewer complaints afterwards, in words, as a picture and in numbers. */
export function EffectView({ id }: { readonly id: string }) {
  const found = useQuery(effectQuery(id))
  if (found.isPending) return <Loading rows={3} />
  if (found.isError) return <Failed error={found.error} retry={() => void found.refetch()} />
  const effect = found.data
  return (
    <section aria-label="效果">
      <h3 className={`tone-${TONES[effect.verdict]}`}><span aria-hidden="true">{LOOKS[effect.verdict]}</span> {EFFECT_VERDICTS[effect.verdict]}</h3>
      <p>{effect.text}</p>
      <EffectChart weeks={effect.weeks} />
      <p className="chart-legend soft"><span className="chart-key-observed" aria-hidden="true" /> {effect.place}“{effect.class.name}”每周件数 {effect.matched.length > 0 ? <><span className="chart-key-expected" aria-hidden="true" /> 照没有办过的相似地方推算</> : null} · <When at={effect.asOf} /> 的情况</p>
      <details>
        <summary>每周的数和相比的地方</summary>
        <Table<PreventionEffect['weeks'][number]> rowKey="from" size="small" pagination={false} dataSource={effect.weeks} scroll={{ x: 320 }} onRow={focusableRows} columns={[
          { title: '周', dataIndex: 'from' }, { title: '', key: 'phase', render: (_value, { phase }) => PHASES[phase] }, { title: '实际', dataIndex: 'observed', align: 'right' },
          { title: '推算', key: 'expected', align: 'right', render: (_value, { expected }) => (expected === null ? '—' : expected.toFixed(1)) },
        ]} />
        {effect.matched.length > 0 ? <Table<PreventionEffect['matched'][number]> rowKey={({ areaPath, before, after }) => `${areaPath} ${before} ${after}`} size="small" pagination={false} dataSource={effect.matched} scroll={{ x: 320 }} onRow={focusableRows} columns={[
          { title: '没有办过的相似地方', dataIndex: 'areaName' }, { title: '之前', dataIndex: 'before', align: 'right' }, { title: '之后', dataIndex: 'after', align: 'right' },
        ]} /> : null}
      </details>
    </section>
  )
}
