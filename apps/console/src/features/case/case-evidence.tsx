import { lazy, Suspense, useCallback, useState } from 'react'
import type { ReactNode } from 'react'
import type { CaseDetail } from '@yihu/contracts'
import { readDraft, writeDraft } from '../../app/drafts.ts'
import { useKeys } from '../../app/keys.ts'
import { OpenShot, shotsOf } from './evidence/gallery.ts'
import { draftKey } from './moves/use-move.ts'

const Viewer = lazy(async () => ({ default: (await import('./evidence/viewer.tsx')).Viewer }))

/** Lets every thumbnail below it open the one viewer of the case; a covered copy waits in the reply's draft. */
export function CaseEvidence({ detail, children }: { readonly detail: CaseDetail; readonly children: ReactNode }) {
  const [openId, setOpenId] = useState<string | null>(null)
  const open = useCallback((id: string) => setOpenId(id), [])
  const shots = shotsOf(detail)
  const last = shots.at(-1)
  useKeys({ 0: () => { if (last) setOpenId(last.id) } })
  const canReply = detail.moves.some(({ move }) => move === 'reply')
  const attach = (file: { id: string; name: string }) => {
    const key = draftKey(detail.id, 'reply')
    const draft = (readDraft(key) ?? {}) as { evidence?: readonly object[] } // written by the reply's form alone
    writeDraft(key, { ...draft, evidence: [...(draft.evidence ?? []), file] })
  }
  return (
    <OpenShot value={open}>
      {children}
      {openId && shots.some(({ id }) => id === openId) ? <Suspense><Viewer shots={shots} startId={openId} onClose={() => setOpenId(null)} onAttach={canReply ? attach : null} /></Suspense> : null}
    </OpenShot>
  )
}
