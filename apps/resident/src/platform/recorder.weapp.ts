import { getRecorderManager } from '@tarojs/taro'
import { Problem } from '../model/problem.ts'
import { VOICE_SECONDS, type Recording } from '../model/recording.ts'

export function canRecord(): boolean {
  return true
}

/** Begins to record as WeChat does; it asks for the microphone itself. @throws Problem */
export function record(): Promise<Recording> {
  const recorder = getRecorderManager()
  return new Promise((resolve, reject) => {
    recorder.onError(() => reject(new Problem('refused', '微信没有允许录音。可以点右上角「…」→「设置」允许后再按一次，或者打字、打 12345。')))
    recorder.onStart(() => {
      const whole: Recording['whole'] = new Promise((finish, fail) => {
        recorder.onStop(({ tempFilePath, fileSize, duration }) =>
          finish({ name: '录音.mp3', bytes: fileSize, type: 'audio/mpeg', body: tempFilePath, seconds: Math.max(1, Math.round(duration / 1000)) }))
        // A call in WeChat only makes it pause: what was said until then is kept, like whatever is ended by hand.
        recorder.onInterruptionBegin(() => recorder.stop())
        // Another program took the microphone, or the phone could not write.
        recorder.onError(() => fail(new Problem('refused', '录音中断了，这一段没有存下。写的和照片都还在，请再按一次，或者打字。')))
      })
      resolve({ whole, stop: () => recorder.stop() })
    })
    recorder.start({ duration: VOICE_SECONDS * 1000, format: 'mp3', sampleRate: 16_000, numberOfChannels: 1, encodeBitRate: 48_000 })
  })
}
