import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { When } from '../../../app/when.tsx'
import { Compare } from './compare.tsx'
import { beforeOf } from './gallery.ts'
import type { Shot } from './gallery.ts'
import { Redact } from './redact.tsx'
import './evidence.css'

interface ViewerProps {
  readonly shots: readonly Shot[]
  readonly startId: string
  readonly onClose: () => void
  readonly onAttach: ((file: { id: string; name: string }) => void) | null
}

interface Pose {
  readonly zoom: number
  readonly turn: number
  readonly x: number
  readonly y: number
}

const STRAIGHT: Pose = { zoom: 1, turn: 0, x: 0, y: 0 }
const zoomed = (pose: Pose, by: number): Pose => {
  const zoom = Math.min(8, Math.max(1, pose.zoom * by))
  return zoom === 1 ? { ...pose, zoom, x: 0, y: 0 } : { ...pose, zoom }
}

/** The evidence of a case, large: one after the other, nearer, turned, before beside after, covered before it is shared. */
export function Viewer({ shots, startId, onClose, onAttach }: ViewerProps) {
  const [at, setAt] = useState(() => Math.max(0, shots.findIndex(({ id }) => id === startId)))
  const [pose, setPose] = useState(STRAIGHT)
  const [mode, setMode] = useState<'look' | 'compare' | 'redact'>('look')
  const shot = shots[at]
  if (!shot) return null
  const before = beforeOf(shots, shot.id)
  const go = (by: number) => {
    setAt((last) => (last + by + shots.length) % shots.length)
    setPose(STRAIGHT)
    setMode('look')
  }
  const toggle = (next: typeof mode) => setMode((last) => (last === next ? 'look' : next))
  const turn = () => setPose((last) => ({ ...last, turn: (last.turn + 90) % 360 }))
  const keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => go(1), ArrowLeft: () => go(-1), '+': () => setPose((last) => zoomed(last, 1.4)), '=': () => setPose((last) => zoomed(last, 1.4)),
    '-': () => setPose((last) => zoomed(last, 1 / 1.4)), 0: () => setPose(STRAIGHT), r: turn, c: () => { if (before) toggle('compare') }, m: () => toggle('redact'),
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target instanceof HTMLInputElement && event.key.startsWith('Arrow'))) return
    const action = keys[event.key.toLowerCase()] ?? keys[event.key]
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }
  return (
    <Modal open centered width="min(1200px, 96vw)" footer={null} onCancel={onClose} title={<>{shot.moment} · <When at={shot.at} /><span className="soft">　{at + 1} / {shots.length}</span></>}>
      <div className="viewer" onKeyDown={pressed}>
        <div className="viewer-tools" role="toolbar" aria-label="照片操作">
          <Button autoFocus onClick={() => go(1)} disabled={shots.length < 2}>下一张 <kbd>→</kbd></Button>
          <Button onClick={() => setPose(zoomed(pose, 1.4))}>放大 <kbd>+</kbd></Button>
          <Button onClick={() => setPose(zoomed(pose, 1 / 1.4))} disabled={pose.zoom === 1}>缩小 <kbd>-</kbd></Button>
          <Button onClick={turn}>旋转 <kbd>R</kbd></Button>
          <Button type={mode === 'compare' ? 'primary' : 'default'} onClick={() => toggle('compare')} disabled={!before}>前后对比 <kbd>C</kbd></Button>
          <Button type={mode === 'redact' ? 'primary' : 'default'} onClick={() => toggle('redact')}>遮盖人脸车牌 <kbd>M</kbd></Button>
          <Button href={shot.url} download={shot.name}>下载原件</Button>
        </div>
        {mode === 'look' ? <Stage shot={shot} pose={pose} onPose={setPose} /> : null}
        {mode === 'compare' && before ? <Compare before={before} after={shot} /> : null}
        {mode === 'redact' ? <Redact key={shot.id} shot={shot} onClose={() => setMode('look')} onAttach={onAttach} /> : null}
        {shots.length > 1 ? (
          <ul className="strip" aria-label="全部照片">
            {shots.map(({ id, thumbnailUrl, url, moment }, i) => (
              <li key={id}>
                <button type="button" className={i === at ? 'strip-here' : ''} aria-current={i === at} onClick={() => go(i - at)}>
                  <img src={thumbnailUrl ?? url} alt={`第 ${i + 1} 张：${moment}`} />
                </button>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Modal>
  )
}

/** The picture itself: the wheel brings it nearer, dragging moves it. */
function Stage({ shot, pose, onPose }: { readonly shot: Shot; readonly pose: Pose; readonly onPose: (change: (last: Pose) => Pose) => void }) {
  const drag = (event: PointerEvent) => {
    if (event.buttons === 1) onPose((last) => (last.zoom > 1 ? { ...last, x: last.x + event.movementX, y: last.y + event.movementY } : last))
  }
  return (
    <div className="stage" onWheel={(event) => onPose((last) => zoomed(last, event.deltaY < 0 ? 1.15 : 1 / 1.15))} onPointerMove={drag}>
      <img src={shot.url} alt={`${shot.moment}：${shot.name}`} draggable={false} style={{ transform: `translate(${pose.x}px, ${pose.y}px) scale(${pose.zoom}) rotate(${pose.turn}deg)` }} />
    </div>
  )
}
