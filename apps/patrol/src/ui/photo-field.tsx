import { useEffect, useRef, useState } from 'react'
import { addPhoto, addVoice, dropPhotos, PhotoProblem, photoOf } from '../store/photos.ts'
import { VoiceButton } from './voice-button.tsx'

interface Props {
  readonly label: string
  readonly photos: readonly string[]
  readonly most: number
  /** It may also be said aloud: recordings go the way of photos. */
  readonly withVoice?: true
  readonly onChange: (photos: readonly string[]) => void
}

/** Photos and recordings of a form: kept in the phone the moment they are taken. */
export function PhotoField({ label, photos, most, withVoice, onChange }: Props) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isSpeaking, setSpeaking] = useState(false)
  // What is being said has its place already.
  const room = most - photos.length - (isSpeaking ? 1 : 0)
  // A recording ends long after it began: what was added meanwhile stays.
  const now = useRef({ photos, onChange })
  useEffect(() => { now.current = { photos, onChange } })
  const add = async (files: readonly File[], keepOne: (file: File) => Promise<string>) => {
    setProblem(null)
    const added: string[] = []
    for (const file of files.slice(0, keepOne === addVoice ? 1 : room)) {
      try {
        added.push(await keepOne(file))
      } catch (error) {
        if (!(error instanceof PhotoProblem)) throw error
        setProblem(error.message)
      }
    }
    if (added.length > 0) now.current.onChange([...now.current.photos, ...added])
  }
  const remove = (id: string) => {
    onChange(photos.filter((one) => one !== id))
    void dropPhotos([id])
  }
  return (
    <div>
      <div className="photos">
        {photos.map((id, index) => <Photo key={id} id={id} number={index + 1} onRemove={() => remove(id)} />)}
        {room > 0 && (
          <label className="photo-add">＋ {label}
            <input type="file" accept="image/*" multiple aria-label={label} onChange={({ target }) => { void add([...(target.files ?? [])], addPhoto); Object.assign(target, { value: '' }) }} />
          </label>
        )}
      </div>
      {withVoice && (isSpeaking || room > 0) && <VoiceButton onRunning={setSpeaking} onRecorded={(file) => void add([file], addVoice)} />}
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
