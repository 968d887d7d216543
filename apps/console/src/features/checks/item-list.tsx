import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Space } from 'antd'
import { ITEM_KINDS, ITEM_PHOTOS } from '@yihu/contracts'
import type { ChecklistItem } from '@yihu/contracts'
import { dangerText } from './danger-text.ts'

interface ItemListProps {
  readonly items: readonly ChecklistItem[]
  readonly onEdit?: (item: ChecklistItem) => void
  readonly onChange?: (items: readonly ChecklistItem[]) => void
}

/** The items in order, under their headings; with handlers they can be moved, changed and taken out. */
export function ItemList({ items, onEdit, onChange }: ItemListProps) {
  const move = (from: number, to: number) => {
    const moved = items[from]
    if (moved && to >= 0 && to < items.length) onChange?.(items.toSpliced(from, 1).toSpliced(to, 0, moved))
  }
  return (
    <ol className="checks-items">
      {items.map((item, at) => (
        <li key={item.id} className="checks-item">
          {item.group !== '' && item.group !== items[at - 1]?.group ? <h3>{item.group}</h3> : null}
          <div className="checks-item-line">
            <span>{at + 1}. {item.text}{item.unit ? `（${item.unit}）` : ''} <span className="soft">{ITEM_KINDS[item.kind]}{item.photo === 'none' ? '' : `，${ITEM_PHOTOS[item.photo]}照片`}{item.isNeeded ? '' : '，可以不填'}</span>{item.dangerWhen ? <span className="tone-red"> ▲ {dangerText(item)}</span> : null}</span>
            {onEdit && onChange ? (
              <Space size={2}>
                <Button size="small" type="text" icon={<ArrowUpOutlined />} disabled={at === 0} aria-label={`上移第 ${at + 1} 项`} onClick={() => move(at, at - 1)} />
                <Button size="small" type="text" icon={<ArrowDownOutlined />} disabled={at === items.length - 1} aria-label={`下移第 ${at + 1} 项`} onClick={() => move(at, at + 1)} />
                <Button size="small" aria-label={`修改第 ${at + 1} 项`} onClick={() => onEdit(item)}>改</Button>
                <Button size="small" type="text" danger icon={<DeleteOutlined />} disabled={items.length === 1} aria-label={`去掉第 ${at + 1} 项`} onClick={() => onChange(items.toSpliced(at, 1))} />
              </Space>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  )
}
