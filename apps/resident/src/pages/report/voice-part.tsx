import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import type { DraftVoice } from '../../model/draft.ts'
import { PHOTOS_MAX } from '../../model/photos.ts'
import { toProblem } from '../../model/problem.ts'
import { VOICE_SECONDS, type Recording } from '../../model/recording.ts'
import { focusOn } from '../../platform/device'
import { dropPhoto, keepPhoto, photoPreview } from '../../platform/photo-store'
import { canRecord, record } from '../../platform/recorder'
import { Box, Button, Heading, Status, Text } from '../../ui/base'
import { VoicePlayer } from '../../ui/voice-player'
import type { DraftHold } from './use-draft.ts'

/** So many seconds before the end it is said aloud. */
const SOON = 10
const NOTHING_HEARD = '没有录到声音，没有存。写的和照片都还在，请再按一次，或者打字。'

interface VoicePartProps {
  hold: DraftHold
  recorder: Recorder
  error: string | undefined
  readOnly: boolean
  onRemoved: () => void
}

/** 用说的: one button begins, the same one ends; what was typed stays. */
export function VoicePart({ hold, recorder, error, readOnly, onRemoved }: VoicePartProps) {
  const { voice, photos } = hold.draft
  const { seconds, problem, start, stop } = recorder
  if (!canRecord() && !voice) return null
  const isFull = photos.length >= PHOTOS_MAX
  const remove = (key: string) => {
    hold.change({ voice: undefined })
    onRemoved()
    focusOn('report-voice')
    void dropPhoto(key)
  }
  return (
    <Box as="section" className="card">
      <Heading level={2} id="report-voice">
        不想打字就说<Text className="muted">（可不录，最长 {VOICE_SECONDS} 秒）</Text>
      </Heading>
      <Status className="status warn">{(problem ?? error) !== undefined && `▲ ${problem ?? error}`}</Status>
      {voice && <Kept voice={voice} readOnly={readOnly} onRemove={() => remove(voice.key)} />}
      {!voice && seconds === undefined && (
        <Button disabled={readOnly || isFull} onPress={start}>
          ● 按一下，开始说
        </Button>
      )}
      {isFull && !voice && <Text block>照片和录音一共最多 {PHOTOS_MAX} 个，要录音请先删掉一张照片。</Text>}
      {seconds !== undefined && (
        <Button kind="danger" onPress={stop}>
          ■ 说完了，按一下（{seconds} 秒）
        </Button>
      )}
      <Status>{seconds === undefined ? '' : seconds >= VOICE_SECONDS - SOON ? `还能说 ${SOON} 秒，到时间自动停，说过的都在。` : '正在录，请说是什么事、在哪儿。'}</Status>
    </Box>
  )
}

function Kept({ voice, readOnly, onRemove }: { voice: DraftVoice; readOnly: boolean; onRemove: () => void }) {
  const [preview, setPreview] = useState<{ src: string | undefined }>()
  useEffect(() => {
    void photoPreview(voice.key).then((src) => setPreview({ src }))
  }, [voice.key])
  return (
    <>
      <Text block>✓ 录好了，{voice.seconds} 秒。</Text>
      {preview?.src !== undefined && <VoicePlayer src={preview.src} label="听一遍自己的录音" />}
      {preview && preview.src === undefined && <Text block>录音不在手机里了，请删掉重录。</Text>}
      <Button kind="quiet" disabled={readOnly} onPress={onRemove}>
        ✕ 删掉录音
      </Button>
    </>
  )
}

/** `seconds` counts while somebody speaks; undefined at rest. */
export interface Recorder {
  seconds: number | undefined
  problem: string | undefined
  start: () => void
  stop: () => void
}

/** One recording at a time; whoever leaves the page, or only turns to another, has spoken to the end. */
export function useRecorder(hold: DraftHold): Recorder {
  const [seconds, setSeconds] = useState<number>()
  const [problem, setProblem] = useState<string>()
  const recording = useRef<Recording>(undefined)
  const isRunning = seconds !== undefined

  useEffect(() => {
    if (!isRunning) return undefined
    const timer = setInterval(() => setSeconds((count = 0) => count + 1), 1000)
    return () => clearInterval(timer)
  }, [isRunning])
  useEffect(() => {
    if (seconds === VOICE_SECONDS - 1) recording.current?.stop()
  }, [seconds])
  const isAsked = useRef(false)
  const isAway = useRef(false)
  const leave = () => {
    isAway.current = true
    recording.current?.stop()
  }
  useDidShow(() => { isAway.current = false })
  useDidHide(leave)
  useEffect(() => leave, [])

  const start = async () => {
    if (isAsked.current) return undefined
    isAsked.current = true
    setProblem(undefined)
    const begun = await record().catch(toProblem)
    // The question of the phone may be answered after the page was left.
    if (begun instanceof Error || isAway.current) {
      isAsked.current = false
      return begun instanceof Error ? setProblem(begun.message) : begun.stop()
    }
    recording.current = begun
    setSeconds(0)
    const whole = await begun.whole.catch(toProblem)
    recording.current = undefined
    isAsked.current = false
    setSeconds(undefined)
    if (whole instanceof Error) return setProblem(whole.message)
    const { name, bytes, seconds: length, ...rest } = whole
    if (bytes === 0) return setProblem(NOTHING_HEARD)
    const key = await keepPhoto({ name, bytes, ...rest })
    return hold.change({ voice: { key, name, bytes, seconds: Math.min(length, VOICE_SECONDS) } })
  }
  return { seconds, problem, start: () => void start(), stop: () => recording.current?.stop() }
}
