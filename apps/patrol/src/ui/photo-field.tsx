import { useEffect, useState } from 'react'
import type { Photos } from '../model/form.ts'
import { putInto, whileStoring } from '../model/storing.ts'
import { addPhoto, addVoice, dropPhotos, PhotoProblem, photoOf } from '../store/photos.ts'
import { UNDROPPED_TEXT, unkept } from '../store/space.ts'
import { VoiceButton } from './voice-button.tsx'

/** Said by the button of a form that is handed in while a photo is still being stored. */
export const STORING = '等照片存好…'

interface Props {
  readonly label: string
  readonly photos: Photos
  readonly most: number
  /** It may also be said aloud: recordings go the way of photos. */
  readonly withVoice?: true
  /** Changes what stands there when it is done: a photo takes its time, and others are added meanwhile. */
  readonly onChange: (change: (photos: Photos) => Photos) => void
}

/** Photos and recordings of a form: kept in the phone the moment they are taken. */
export function PhotoField({ label, photos, most, withVoice, onChange }: Props) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isSpeaking, setSpeaking] = useState(false)
  const [storing, setStoring] = useState(0)
  // What is being said or stored has its place already.
  const room = most - photos.length - storing - (isSpeaking ? 1 : 0)
  const add = async (files: readonly File[], keepOne: (file: File) => Promise<string>) => {
    const taken = files.slice(0, keepOne === addVoice ? 1 : room)
    const tooMany = `这里最多放 ${most} 个，多出来的没有加上。`
    setProblem(taken.length < files.length ? tooMany : null)
    setStoring((now) => now + taken.length)
    for (const file of taken) {
      try {
        const id = await keepOne(file)
        if (!putInto(onChange, { id, most })) {
          setProblem(tooMany)
          await dropPhotos([id])
        }
      } catch (error) {
        // Said here and not on every page: the next photo that is kept does not bring this one back.
        setProblem(error instanceof PhotoProblem ? error.message : '手机没有存下，没有加上。请再加一次；还不行，请关掉这个页面重新打开。其他内容都在。')
      }
      setStoring((now) => now - 1)
    }
  }
  const remove = (id: string) => {
    onChange((now) => now.filter((one) => one !== id))
    dropPhotos([id]).catch((error: unknown) => unkept(error, { of: 'work', text: UNDROPPED_TEXT }))
  }
  return (
    <div>
      <div className="photos">
        {photos.map((id, index) => <Photo key={id} id={id} number={index + 1} onRemove={() => remove(id)} />)}
        {room > 0 && (
          <label className="photo-add">＋ {label}
            <input type="file" accept="image/*" multiple aria-label={label} onChange={({ target }) => { whileStoring(add([...(target.files ?? [])], addPhoto)); Object.assign(target, { value: '' }) }} />
          </label>
        )}
      </div>
      {withVoice && (isSpeaking || room > 0) && <VoiceButton onRunning={setSpeaking} onRecorded={(file) => whileStoring(add([file], addVoice))} />}
      {storing > 0 && <p className="soft" role="status">正在存进手机…现在提交也会等它存好。</p>}
      {problem && <p className="wrong" role="alert">{problem}</p>}
    </div>
  )
}

/** A photo or a recording that is still only in the phone. */
export function Photo({ id, number, onRemove }: { id: string; number: number; onRemove?: () => void }) {
  const [shown, setShown] = useState<{ url: string; isVoice: boolean } | null>(null)
  useEffect(() => {
    let isGone = false
    let made = ''
    void photoOf(id).then((photo) => {
      if (!photo || isGone) return
      made = URL.createObjectURL(photo.blob)
      setShown({ url: made, isVoice: photo.blob.type.startsWith('audio/') })
    })
    return () => {
      isGone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [id])
  const name = `${shown?.isVoice ? '录音' : '照片'} ${number}`
  return (
    <figure data-voice={shown?.isVoice}>
      {shown && (shown.isVoice ? <audio src={shown.url} controls aria-label={name} /> : <img src={shown.url} alt={name} />)}
      {onRemove && <button type="button" onClick={onRemove} aria-label={`去掉${name}`}>✕</button>}
    </figure>
  )
}
