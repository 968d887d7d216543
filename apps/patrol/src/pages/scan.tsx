import { useEffect, useRef, useState } from 'react'
import { codeIn, placeOfCode } from '../model/code.ts'
import { go } from '../route.ts'
import { usePhone } from '../store/phone.ts'
import { Field, Head } from '../ui/parts.tsx'

/** Not in the types of every browser yet: present on Android. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
type DetectorClass = new (options: { formats: string[] }) => Detector

/** Reads a 智慧码 by camera where the phone can, else by typing. */
export function ScanPage() {
  const [typed, setTyped] = useState('')
  const { bundle } = usePhone()
  const [code, setCode] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const take = (text: string) => {
    const read = codeIn(text)
    setCode(read)
    setProblem(read ? null : '这不是智慧码。码在牌子上，是一串字母和数字。')
  }
  const place = code === null ? null : placeOfCode(code, bundle)
  return (
    <>
      <Head title="扫码" up="today" />
      <main className="main">
        {code === null && <Camera onRead={take} />}
        {code !== null && (
          <section className="card" aria-label="扫到的码">
            {place ? <p><strong>{place.name}</strong><br /><span className="soft">{place.address}</span></p> : <p className="note" data-tone="amber">手机里没有这个码：可能不在您的网格，或已停用、换过新码。看清牌子再用；仍可上报，由平台核对。</p>}
            <p className="soft">码：{code}</p>
            <div className="buttons">
              <button type="button" onClick={() => setCode(null)}>重新扫</button>
              <button type="button" className="first" onClick={() => go(`report?code=${encodeURIComponent(code)}`)}>在这里上报</button>
            </div>
          </section>
        )}
        <Field label="扫不了就照着牌子输入" error={problem ?? undefined}>{(at) => <input {...at} type="text" autoCapitalize="none" value={typed} onChange={({ target }) => setTyped(target.value)} />}</Field>
        <button type="button" onClick={() => take(typed)}>看是哪里</button>
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
