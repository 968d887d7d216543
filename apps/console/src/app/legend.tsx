import { Modal } from 'antd'
import { useState } from 'react'
import { useKeys } from './keys.ts'

const LEGEND = [
  ['任何页面', [['Ctrl K', '搜索案件编号、打开页面'], ['?', '显示这张表'], ['Esc', '关闭弹出的窗口']]],
  ['案件列表', [['j / k', '下一件 / 上一件'], ['Enter', '打开'], ['x', '选择 / 取消选择'], ['/', '搜索列表']]],
  ['案件', [['按钮上的字母', '做这个操作，例如 D 派遣'], ['Ctrl Enter', '提交正在填写的操作']]],
] as const

/** `?` anywhere shows the keys. */
export function Legend() {
  const [isOpen, setOpen] = useState(false)
  useKeys({ '?': () => setOpen(true), '？': () => setOpen(true) })
  return (
    <Modal title="键盘操作" open={isOpen} onCancel={() => setOpen(false)} footer={null} width={480}>
      {LEGEND.map(([place, keys]) => (
        <section key={place}>
          <h3 className="legend-place">{place}</h3>
          <dl className="legend">
            {keys.map(([key, meaning]) => (
              <div key={key}><dt><kbd>{key}</kbd></dt><dd>{meaning}</dd></div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  )
}
