import { Modal } from 'antd'
import { useState } from 'react'
import { useKeys } from './keys.ts'

const LEGEND = [
  ['任何页面', [['Ctrl K', '搜索案件编号、打开页面、办理当前案件'], ['Shift N', '登记来电'], ['?', '显示这张表'], ['Esc', '关闭弹出的窗口、取消选择']]],
  ['案件列表', [['j / k', '下一件 / 上一件'], ['Home / End', '第一件 / 最后一件'], ['Enter', '打开'], ['x', '选择 / 取消选择'], ['Shift J', '选择并到下一件'], ['Shift X', '全选 / 全不选'], ['Shift B', '成批办理所选'], ['/', '搜索列表']]],
  ['案件', [['按钮上的字母', '做这个操作，例如 D 派遣'], ['0', '看照片（最后一张）'], ['Ctrl Enter', '提交正在填写的操作'], ['Esc', '先不办，内容留着']]],
  ['照片', [['← / →', '上一张 / 下一张'], ['+ / -', '放大 / 缩小'], ['R', '旋转'], ['C', '前后对比'], ['M', '遮盖人脸车牌']]],
  ['告警', [['j / k', '下一条 / 上一条'], ['Enter', '打开'], ['A', '确认'], ['O', '在路上'], ['Z', '稍后再响'], ['C', '解除'], ['F', '误报'], ['M', '转案件'], ['P', '开始处置 / 做下一步'], ['S', '响铃开 / 关'], ['/', '查找']]],
  ['设备、场景、看护', [['j / k', '下一个 / 上一个'], ['Enter', '打开'], ['/', '查找']]],
  ['台账', [['j / k', '下一条 / 上一条'], ['Enter', '打开'], ['N', '登记一条'], ['R', '看个人信息（要写用途）'], ['/', '查找']]],
  ['热点', [['P', '从打开的热点建未诉先办任务'], ['Ctrl Enter', '建任务']]],
  ['值班', [['B', '生成本班交接简报'], ['Ctrl Enter', '交班']]],
  ['协调、调解卷宗', [['按钮上的字母', '做这个操作，例如 Y 同意、1 再督、S 记录调解'], ['N', '建调解卷宗'], ['O', '打印案卷']]],
  ['登记来电', [['Tab', '下一项'], ['Alt 1 … 4', '用建议的分类'], ['Ctrl Enter', '登记']]],
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
