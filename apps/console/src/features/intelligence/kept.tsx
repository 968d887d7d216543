import { Alert, Table } from 'antd'
import type { TextModels } from '@yihu/contracts'

type Month = TextModels['kept'][number]

const share = (part: number, whole: number): string => (whole === 0 ? '—' : `${Math.round((100 * part) / whole)}%`)

/** How often the suggested class was the one a case was closed with, month by month: what drifts shows here. */
export function Kept({ kept, drift }: Pick<TextModels, 'drift'> & { readonly kept: readonly Month[] }) {
  return (
    <section className="card" aria-label="建议与办结时的分类">
      <div className="model-head"><h2>建议与办结时的分类一致吗</h2></div>
      <p className="soft">只算按文字建议过分类、已经办结的案件，按登记的月份。一致的少了，说明词表或模型该更新。</p>
      {drift ? <Alert type="warning" showIcon title={`${drift.month} 的建议不如以前准：一致 ${Math.round(100 * drift.share)}%，此前几个月 ${Math.round(100 * drift.before)}%。看看下面易混的类，用新办结的案件重新训练，比过再启用。`} /> : null}
      {kept.length === 0 ? <p>还没有按文字建议过分类、又已办结的案件。</p> : <Table<Month> className="kept" rowKey="month" size="small" pagination={false} dataSource={[...kept].toReversed()} scroll={{ x: 480 }} columns={[
        { title: '月份', dataIndex: 'month' },
        { title: '建议过', dataIndex: 'suggested', align: 'right' },
        { title: '一致', align: 'right', render: (_, { kept: same, suggested }) => share(same, suggested) },
        { title: '把握 90% 以上', dataIndex: 'sure', align: 'right' },
        { title: '其中一致', align: 'right', render: (_, { sure, sureKept }) => share(sureKept, sure) },
      ]} />}
    </section>
  )
}
