import { useEffect, useState } from 'react'
import type { Photos } from '../model/form.ts'
import { addPhoto, addVoice, dropPhotos, PhotoProblem, photoOf, whileStoring } from '../store/photos.ts'
import { UNDROPPED_TEXT, unkept } from '../store/space.ts'
import { VoiceButton } from './voice-button.tsx'

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
  // What is being said has its place already.
  const room = most - photos.length - (isSpeaking ? 1 : 0)
  const [storing, setStoring] = useState(0)
  const add = async (files: readonly File[], keepOne: (file: File) => Promise<string>) => {
    setProblem(null)
    setStoring((now) => now + 1)
    for (const file of files.slice(0, keepOne === addVoice ? 1 : room)) {
      try {
        const id = await keepOne(file)
        onChange((now) => [...now, id])
      } catch (error) {
        if (error instanceof PhotoProblem) setProblem(error.message)
        else unkept(error)
      }
    }
    setStoring((now) => now - 1)
  }
  const remove = (id: string) => {
    onChange((now) => now.filter((one) => one !== id))
    dropPhotos([id]).catch((error: unknown) => unkept(error, UNDROPPED_TEXT))
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
