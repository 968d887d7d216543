import { lazy, Suspense, useState } from 'react'
import type { VisitRow } from '@yihu/contracts'
import { OpenShot } from '../case/evidence/gallery.ts'
import { Photos } from '../case/photos.tsx'
import '../case/case.css'

const Viewer = lazy(async () => ({ default: (await import('../case/evidence/viewer.tsx')).Viewer }))

/** Photos of one visit, small, and large in the viewer of all evidence. */
export function VisitPhotos({ visit: { at, subject, photos } }: { readonly visit: VisitRow }) {
  const [openId, setOpenId] = useState<string | null>(null)
  if (photos.length === 0) return null
  return (
    <OpenShot value={setOpenId}>
      <Photos files={photos} />
      {openId === null ? null : <Suspense><Viewer shots={photos.map((photo) => ({ ...photo, at, moment: subject.label }))} startId={openId} onClose={() => setOpenId(null)} onAttach={null} /></Suspense>}
    </OpenShot>
  )
}
