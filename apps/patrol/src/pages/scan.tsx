import { useEffect, useRef, useState } from 'react'
import { codeIn } from '../model/code.ts'
import { go } from '../route.ts'
import { Field, Head } from '../ui/parts.tsx'

/** Not in the types of every browser yet: present on Android. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
type DetectorClass = new (options: { formats: string[] }) => Detector

/** Reads a 智慧码 by camera where the phone can, else by typing. */
export function ScanPage() {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const take = (text: string) => {
    const code = codeIn(text)
    if (code) go(`report?code=${encodeURIComponent(code)}`)
    else setProblem('这不是智慧码。码在牌子上，是一串字母和数字。')
  }
  return (
    <>
      <Head title="扫码" up="today" />
      <main className="main">
        <Camera onRead={take} />
        <Field label="扫不了就照着牌子输入" error={problem ?? undefined}>{(at) => <input {...at} type="text" autoCapitalize="none" value={typed} onChange={({ target }) => setTyped(target.value)} />}</Field>
        <button type="button" className="first" onClick={() => take(typed)}>用这个码上报</button>
      </main>
    </>
  )
}

function Camera({ onRead }: { onRead: (text: string) => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const read = useRef(onRead)
  const Reader = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector // absent where the phone cannot
  const [problem, setProblem] = useState<string | null>(Reader ? null : '这部手机的浏览器不能扫码。')
  useEffect(() => { read.current = onRead })
  useEffect(() => {
    if (!Reader) return undefined
    const detector = new Reader({ formats: ['qr_code'] })
    let stream: MediaStream | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const look = async () => {
      const [found] = video.current && video.current.readyState >= 2 ? await detector.detect(video.current).catch(() => []) : []
      if (isOver) return
      if (found) read.current(found.rawValue)
      timer = setTimeout(() => void look(), 300)
    }
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then((opened) => {
      if (isOver) return opened.getTracks().forEach((track) => track.stop())
      stream = opened
      if (video.current) Object.assign(video.current, { srcObject: opened })
      void look()
    }, () => setProblem('没有打开相机。请允许使用相机，或照着牌子输入。'))
    return () => {
      isOver = true
      clearTimeout(timer)
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [Reader])
  if (problem) return <p className="note">{problem}</p>
  return <video ref={video} autoPlay playsInline muted aria-label="相机画面" />
}
