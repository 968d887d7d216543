import { draftLines, draftPhotos } from '../model/drafts.ts'
import type { Draft } from '../store/phone.ts'
import { Photo } from './photo-field.tsx'

/** All of a draft, to be read and copied, wherever its own form is gone. */
export function DraftWords({ draft }: { draft: Draft }) {
  const photos = draftPhotos(draft)
  return (
    <>
      {draftLines(draft).map((line) => <p key={line} className="soft">{line}</p>)}
      {photos.length > 0 && <div className="photos">{photos.map((id, index) => <Photo key={id} id={id} number={index + 1} />)}</div>}
    </>
  )
}
