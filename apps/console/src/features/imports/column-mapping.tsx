import { Select, Table } from 'antd'
import type { ImportJob } from '@yihu/contracts'

const NONE = 'none'

interface ColumnMappingProps {
  readonly columns: ImportJob['columns']
  readonly fields: ImportJob['fields']
  readonly mapping: ReadonlyMap<number, string | null>
  readonly onChange: (index: number, field: string | null) => void
}

/** Which column means what; a meaning is given to one column only. */
export function ColumnMapping({ columns, fields, mapping, onChange }: ColumnMappingProps) {
  const used = new Set(mapping.values())
  return (
    <Table size="small" rowKey="index" dataSource={columns} pagination={false} scroll={{ x: 560 }}
      columns={[
        { title: '表里的列', dataIndex: 'header', render: (header: string) => header || <span className="soft">（没有列名）</span> },
        {
          title: '当作',
          key: 'field',
          width: 180,
          render: (_value, { index, header }) => {
            const mine = mapping.get(index) ?? null
            return (
              <Select<string> className="column-field" aria-label={`“${header}”当作`} value={mine ?? NONE} onChange={(next) => onChange(index, next === NONE ? null : next)}
                options={[{ value: NONE, label: '不导入' }, ...fields.map(({ id, label }) => ({ value: id, label, disabled: id !== mine && used.has(id) }))]} />
            )
          },
        },
        { title: '举例', dataIndex: 'samples', render: (samples: readonly string[]) => <span className="samples">{samples.filter((sample) => sample !== '').slice(0, 3).join(' · ')}</span> },
      ]} />
  )
}
