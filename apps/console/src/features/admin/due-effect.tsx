import { Alert, Table } from 'antd'
import type { DueEffect } from '@yihu/contracts'
import { textOf } from '../../app/conditions.tsx'
import { exactText } from '../../app/time.ts'

type Moved = DueEffect['cases'][number]

/** What stands below the form: what was refused, what would happen, or that one looks first. */
export function EffectStep({ error, effect }: { readonly error: Error | null; readonly effect: DueEffect | null }) {
  return (
    <>
      {error ? <Alert type="error" showIcon role="alert" title={textOf(error)} /> : null}
      {effect ? <EffectOnDues effect={effect} /> : <p className="soft">保存之前先看会动到哪些未办结案件的期限。</p>}
    </>
  )
}

/** What a change of the calendar would do to open deadlines, before it is saved. */
function EffectOnDues({ effect }: { readonly effect: DueEffect }) {
  const { checked, moved, later, earlier, earliest, latest, cases, isCut } = effect
  if (moved === 0) return <Alert type="success" showIcon title={`查了 ${checked} 件未办结案件，没有期限会变。`} />
  return (
    <section className="due-effect" aria-live="polite">
      <Alert type="warning" showIcon title={`${moved} 件未办结案件的期限会变（查了 ${checked} 件${isCut ? '，更多的没有查' : ''}）`}
        description={<>推后 {later} 件，提前 {earlier} 件。{earliest && latest ? <>新的期限最早 {exactText(earliest)}，最晚 {exactText(latest)}。</> : null}保存后自动重算，每件案件的经过里会写明。</>} />
      <Table<Moved> rowKey="number" size="small" dataSource={cases} pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false, size: 'small' }} scroll={{ x: 480 }}
        columns={[
          { title: '案件', dataIndex: 'number', width: 140, render: (number: string) => <code>{number}</code> },
          { title: '承办', dataIndex: 'unitName', render: (name: string | null) => name ?? <span className="soft">还没派遣</span> },
          { title: '原来的期限', dataIndex: 'from', width: 150, render: (at: string | null) => (at ? <del className="soft">{exactText(at)}</del> : '—') },
          { title: '改为', dataIndex: 'to', width: 150, render: (at: string | null) => (at ? <strong>{exactText(at)}</strong> : '—') },
        ]} />
      {moved > cases.length ? <p className="soft">只列出最早到期的 {cases.length} 件。</p> : null}
    </section>
  )
}
