import { Table } from 'antd'
import type { TextModelFigures, TextModelRow } from '@yihu/contracts'
import { When } from '../../app/when.tsx'

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`
const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`

/** How good a model is, on cases it had not seen while learning: as a whole, class by class, and what it takes for what. */
export function ModelFigures({ model: { saidFrom, saidUntil, bytes }, figures }: { readonly model: TextModelRow; readonly figures: TextModelFigures }) {
  const { blended, lexicon, model, automatic, rival, street } = figures
  return (
    <>
      <ul className="model-compare">
        <li><span className="soft">词表加模型，正确率</span><strong>{percent(blended.accuracy)}</strong><span className="soft">只用词表 {percent(lexicon.accuracy)}，只用模型 {percent(model.accuracy)}</span></li>
        <li><span className="soft">各类平均（macro-F1）</span><strong>{percent(blended.macroF1)}</strong><span className="soft">只用词表 {percent(lexicon.macroF1)}</span></li>
        <li><span className="soft">把握 90% 以上的</span><strong>{percent(automatic.share)}</strong><span className="soft">其中正确 {percent(automatic.precision)}</span></li>
        <li><span className="soft">把握与实际相差（ECE）</span><strong>{percent(blended.ece)}</strong><span className="soft">越小越可信，宜在 3% 以内</span></li>
      </ul>
      <p className="soft">
        学了 {figures.examples} 件{saidFrom && saidUntil ? <>（<When at={saidFrom} /> 至 <When at={saidUntil} />）</> : null}，{figures.classes} 类{figures.rare > 0 ? `；另 ${figures.rare} 件所属的类太少，没有学` : ''}
        {figures.doubtful > 0 ? `；${figures.doubtful} 件与其他矛盾，没有学` : ''}。{bytes === null ? '' : `大小 ${megabytes(bytes)}，`}训练 {figures.seconds} 秒。指标都在它没见过的案件上测得，相近的案件分在同一组。
        {rival ? `　与第 ${rival.number} 号在 ${rival.examples} 件较新的案件上比：${percent(rival.own)} 对 ${percent(rival.accuracy)}。` : ''}
        {street ? `　在本街道 ${street.examples} 件案件上：${percent(street.own)}，只用词表 ${percent(street.lexicon)}。` : ''}
      </p>
      <details>
        <summary>各类的指标和易混的类</summary>
        <Tables figures={figures} />
      </details>
    </>
  )
}

function Tables({ figures: { byClass, confusions } }: { readonly figures: TextModelFigures }) {
  return (
    <div className="model-tables">
      <div>
        <h3>各类</h3>
        <Table<TextModelFigures['byClass'][number]> rowKey="code" size="small" dataSource={byClass} pagination={byClass.length > 20 ? { pageSize: 20, showSizeChanger: false } : false} scroll={{ x: 420 }} columns={[
          { title: '分类', dataIndex: 'name', render: (name: string, { code }) => <>{name}<span className="soft"> {code}</span></> },
          { title: '件数', dataIndex: 'examples', width: 64, align: 'right' },
          { title: '查准', dataIndex: 'precision', width: 72, align: 'right', render: percent },
          { title: '查全', dataIndex: 'recall', width: 72, align: 'right', render: percent },
          { title: 'F1', dataIndex: 'f1', width: 72, align: 'right', render: percent },
        ]} />
      </div>
      <div>
        <h3>易混的类</h3>
        <Table<TextModelFigures['confusions'][number]> rowKey={({ truth, given }) => `${truth.code} ${given.code}`} size="small" dataSource={confusions} pagination={false} scroll={{ x: 300 }} locale={{ emptyText: '没有' }} columns={[
          { title: '应是', dataIndex: ['truth', 'name'] },
          { title: '当成了', dataIndex: ['given', 'name'] },
          { title: '件数', dataIndex: 'count', width: 56, align: 'right' },
        ]} />
      </div>
    </div>
  )
}
