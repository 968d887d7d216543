import { useMutation } from '@tanstack/react-query'
import { Alert, App, Button } from 'antd'
import { useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { uploadFile } from '@yihu/contracts'
import { api } from '../../../app/api.ts'
import { textOf } from '../../../app/conditions.tsx'
import { saveFile } from '../../../app/save-file.ts'
import { boxBetween, nudge, pixelsOf } from './boxes.ts'
import type { Box } from './boxes.ts'
import type { Shot } from './gallery.ts'

const STEP = 0.01
const NEW_BOX: Box = { left: 0.4, top: 0.4, width: 0.2, height: 0.2 }
/** Neither black nor white tells what was there; and it is seen to be covered. */
const COVER = '#3A4450'
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }

interface RedactProps {
  readonly shot: Shot
  readonly onClose: () => void
  /** Takes the covered copy as an attachment; absent where nothing can take it. */
  readonly onAttach: ((file: { id: string; name: string }) => void) | null
}

/** Faces and number plates are covered before a picture is passed on: the copy is drawn anew, the original stays as it is. */
export function Redact({ shot, onClose, onAttach }: RedactProps) {
  const [boxes, setBoxes] = useState<readonly Box[]>([])
  const { message } = App.useApp()
  const picture = useRef<HTMLImageElement>(null)
  const name = `${shot.name.replace(/\.\w+$/u, '')}-已遮盖.jpg`
  const copy = useMutation({
    mutationFn: async (way: 'download' | 'attach') => {
      const blob = await coveredCopy(picture.current, boxes)
      if (way === 'download') return saveFile(blob, name)
      const { id } = await api.upload(uploadFile, { file: new File([blob], name, { type: 'image/jpeg' }) })
      onAttach?.({ id, name })
      void message.success('遮盖后的照片已放进回复的附件；原照片没有改动')
      onClose()
    },
  })
  return (
    <div className="redact">
      <p className="soft">在照片上拖动，盖住人脸和车牌；原照片不会改动。键盘：「加一块」后用方向键移动，Shift 加方向键改大小，Delete 去掉。</p>
      <Canvas shot={shot} picture={picture} boxes={boxes} onChange={setBoxes} />
      {copy.isError ? <Alert type="error" showIcon role="alert" title={copy.error instanceof TypeError ? copy.error.message : textOf(copy.error)} /> : null}
      <div className="redact-foot">
        <Button onClick={() => setBoxes((all) => [...all, NEW_BOX])}>加一块</Button>
        <Button disabled={boxes.length === 0} onClick={() => setBoxes((all) => all.slice(0, -1))}>去掉最后一块</Button>
        <span className="redact-gap" />
        <Button onClick={onClose}>先不遮</Button>
        <Button disabled={boxes.length === 0} loading={copy.isPending} onClick={() => copy.mutate('download')}>下载遮盖后的照片</Button>
        {onAttach ? <Button type="primary" disabled={boxes.length === 0} loading={copy.isPending} onClick={() => copy.mutate('attach')}>放进回复的附件</Button> : null}
      </div>
    </div>
  )
}

interface CanvasProps {
  readonly shot: Shot
  readonly picture: React.RefObject<HTMLImageElement | null>
  readonly boxes: readonly Box[]
  readonly onChange: (change: (all: readonly Box[]) => readonly Box[]) => void
}

function Canvas({ shot, picture, boxes, onChange }: CanvasProps) {
  const [from, setFrom] = useState<{ x: number; y: number } | null>(null)
  const [to, setTo] = useState<{ x: number; y: number } | null>(null)
  const at = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    return { x: (clientX - left) / width, y: (clientY - top) / height }
  }
  const drawn = from && to ? boxBetween(from, to) : null
  const pressed = (index: number) => (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key]
    if (arrow) onChange((all) => all.map((box, i) => (i === index ? nudge(box, { x: arrow[0], y: arrow[1], isSizing: event.shiftKey }) : box)))
    else if (event.key === 'Delete' || event.key === 'Backspace') onChange((all) => all.filter((_, i) => i !== index))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const done = () => {
    if (drawn) onChange((all) => [...all, drawn])
    setFrom(null)
    setTo(null)
  }
  return (
    <div className="redact-stage">
      <div className="redact-picture" onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); setFrom(at(event)); setTo(at(event)) }}
        onPointerMove={(event) => { if (from) setTo(at(event)) }} onPointerUp={done} onPointerCancel={done}>
        <img ref={picture} src={shot.url} alt={`要遮盖的照片：${shot.moment}`} draggable={false} />
        {boxes.map((box, i) => (
          <button key={`${i} of ${boxes.length}`} type="button" className="redact-box" style={percent(box)} aria-label={`第 ${i + 1} 块遮盖`} autoFocus={i === boxes.length - 1} onKeyDown={pressed(i)} onPointerDown={(event) => event.stopPropagation()} />
        ))}
        {drawn ? <span className="redact-box" style={percent(drawn)} /> : null}
      </div>
    </div>
  )
}

function percent({ left, top, width, height }: Box) {
  return { left: `${left * 100}%`, top: `${top * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` }
}

async function coveredCopy(picture: HTMLImageElement | null, boxes: readonly Box[]): Promise<Blob> {
  if (!picture || picture.naturalWidth === 0) throw new TypeError('照片还没有载入，请稍等再试。')
  const canvas = document.createElement('canvas')
  const size = { width: picture.naturalWidth, height: picture.naturalHeight }
  Object.assign(canvas, size)
  const pen = canvas.getContext('2d')
  if (!pen) throw new TypeError('这台电脑的浏览器不能处理照片，请换一台再试。')
  pen.drawImage(picture, 0, 0)
  pen.fillStyle = COVER
  for (const box of boxes) pen.fillRect(...pixelsOf(box, size))
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => { if (blob) resolve(blob); else reject(new TypeError('照片太大，没有处理成，请换一张小一些的。')) }, 'image/jpeg', 0.9)
  })
}
