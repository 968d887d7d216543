import { Problem } from '../model/problem.ts'
import type { Recording } from '../model/recording.ts'

/** What browsers write and the server takes; the first that this one can. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/webm']
const SPEECH_BITS = 32_000

/** Whether this browser can record: old ones cannot, nor can any on a page without https. */
export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && typeof navigator.mediaDevices?.getUserMedia === 'function'
}

/** Begins to record; the microphone is let go at its end. @throws Problem */
export async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch((error: unknown) => {
    const denied = error instanceof DOMException && error.name === 'NotAllowedError'
    throw new Problem('refused', denied ? '手机没有允许录音。可以在设置里允许后再按一次，或者打字、打 12345。' : '这台手机现在录不了音。可以打字，或者打 12345。')
  })
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type))
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: SPEECH_BITS, ...(mimeType !== undefined && { mimeType }) })
  const parts: Blob[] = []
  const started = Date.now()
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  const whole: Recording['whole'] = new Promise((resolve) => {
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop()
      const body = new Blob(parts, { type: recorder.mimeType })
      resolve({ name: recorder.mimeType.includes('mp4') ? '录音.m4a' : '录音.webm', bytes: body.size, type: body.type, body, seconds: Math.max(1, Math.round((Date.now() - started) / 1000)) })
    })
  })
  recorder.start()
  return { whole, stop: () => recorder.state !== 'inactive' && recorder.stop() }
}
