import { useEffect, useState } from 'react'
import { addPhoto, dropPhotos, PhotoProblem, photoOf } from '../store/photos.ts'

interface Props {
  readonly label: string
  readonly photos: readonly string[]
  readonly most: number
  readonly onChange: (photos: readonly string[]) => void
}

/** Photos of a form: kept in the phone the moment they are taken. */
export function PhotoField({ label, photos, most, onChange }: Props) {
  const [problem, setProblem] = useState<string | null>(null)
  const add = async (files: readonly File[]) => {
    setProblem(null)
    const added: string[] = []
    for (const file of files.slice(0, most - photos.length)) {
      try {
        added.push(await addPhoto(file))
      } catch (error) {
        if (!(error instanceof PhotoProblem)) throw error
        setProblem(error.message)
      }
    }
    if (added.length > 0) onChange([...photos, ...added])
  }
  const remove = (id: string) => {
    onChange(photos.filter((one) => one !== id))
    void dropPhotos([id])
  }
  return (
    <div>
      <div className="photos">
        {photos.map((id, index) => <Photo key={id} id={id} name={`照片 ${index + 1}`} onRemove={() => remove(id)} />)}
        {photos.length < most && (
          <label className="photo-add">＋ {label}
            <input type="file" accept="image/*" multiple aria-label={label} onChange={({ target }) => { void add([...(target.files ?? [])]); Object.assign(target, { value: '' }) }} />
          </label>
        )}
      </div>
      {problem && <p className="wrong" role="alert">{problem}</p>}
    </div>
  )
}

/** A photo that is still only in the phone. */
export function Photo({ id, name, onRemove }: { id: string; name: string; onRemove?: () => void }) {
  const [url, setUrl] = useState('')
  useEffect(() => {
    let isGone = false
    let made = ''
    void photoOf(id).then((photo) => {
      if (!photo || isGone) return
      made = URL.createObjectURL(photo.blob)
      setUrl(made)
    })
    return () => {
      isGone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [id])
  return (
    <figure>
      {url && <img src={url} alt={name} />}
      {onRemove && <button type="button" onClick={onRemove} aria-label={`去掉${name}`}>✕</button>}
    </figure>
  )
}
