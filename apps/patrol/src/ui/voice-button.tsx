import { useEffect, useRef, useState } from 'react'

/** As long as the server takes (AttachmentRules of the files' door). */
const LONGEST_S = 60
/** Speech; a minute of it stays below 300 KB. */
const BITS = 32_000
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4'] as const

const recordable = (): string | null =>
  'MediaRecorder' in globalThis && 'mediaDevices' in navigator ? (TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null) : null

interface Recording {
  readonly recorder: MediaRecorder
  readonly begunAt: number
}

/** Said where something is sent while somebody still speaks. */
export const SPEAKING = '还在录音，先点“说完了”。'

let running = 0

/** Whether somebody is just speaking: what is sent then would lack it. */
export function isRecording(): boolean {
  return running > 0
}

function stop(recorder: MediaRecorder | null): void {
  if (recorder?.state === 'recording') recorder.stop()
}

/** Says it instead of typing it: one press begins, the next one ends; after a minute it ends by itself. */
export function VoiceButton({ onRunning, onRecorded }: { onRunning: (isOn: boolean) => void; onRecorded: (file: File) => void }) {
  const type = recordable()
  const [now, setNow] = useState<Recording | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const live = useRef<MediaRecorder | null>(null)
  // A page that is left takes the microphone with it, and what was said until then is kept.
  const isGone = useRef(false)
  const isAsking = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
      stop(live.current)
    }
  }, [])
  if (type === null) return <p className="soft">这部手机的浏览器不能录音，请打字。</p>
  const begin = async () => {
    if (isAsking.current || live.current) return
    isAsking.current = true
    setProblem(null)
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null)
    isAsking.current = false
    // The question of the phone may be answered after the page was left.
    if (isGone.current) return stream?.getTracks().forEach((track) => track.stop())
    if (!stream) return setProblem('没有打开话筒。请允许使用话筒，或打字。')
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS })
    const pieces: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data))
    recorder.addEventListener('stop', () => {
      stream.getTracks().forEach((track) => track.stop())
      live.current = null
      running -= 1
      setNow(null)
      onRunning(false)
      const plain = type.split(';')[0] ?? type
      onRecorded(new File(pieces, plain === 'audio/mp4' ? '录音.m4a' : '录音.webm', { type: plain }))
    })
    recorder.start()
    running += 1
    onRunning(true)
    live.current = recorder
    setNow({ recorder, begunAt: performance.now() })
  }
  return (
    <div className="voice">
      {now ? <Running recording={now} /> : <button type="button" onClick={() => void begin()}>说一段（最长 1 分钟）</button>}
      {problem && <p className="wrong" role="alert">{problem}</p>}
    </div>
  )
}

const TICK_MS = 200

function Running({ recording: { recorder, begunAt } }: { recording: Recording }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => {
      const passed = (performance.now() - begunAt) / 1000
      setSeconds(Math.floor(passed))
      if (passed >= LONGEST_S - 0.5) stop(recorder)
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [recorder, begunAt])
  return (
    <>
      <p className="voice-time" role="timer"><span aria-hidden="true">●</span> 正在录音 {seconds} 秒，还能说 {LONGEST_S - seconds} 秒</p>
      <button type="button" className="first" onClick={() => stop(recorder)}>■ 说完了</button>
    </>
  )
}
