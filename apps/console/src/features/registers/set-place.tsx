import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { changePart, changePoolEntry } from '@yihu/contracts'
import type { PartRow, PoolCard } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { PlaceDialog } from './place-dialog.tsx'
import type { SaidPlace } from './place-dialog.tsx'

/** Sets or corrects the place of an organisation. */
export function PlaceOfEntry({ card: { id, title, version, point } }: { readonly card: PoolCard }) {
  return <SetPlace title={title} point={point} save={({ point: at, isSurveyed, reason }) => api.call(changePoolEntry, {
    params: { register: 'organisation', id }, body: { version, point: at, source: isSurveyed ? 'visit' : 'hand', verification: isSurveyed ? 'verified' : 'declared', ...(reason ? { reason } : {}) },
  })} />
}

/** Corrects the place of a part. */
export function PlaceOfPart({ part: { code, name, version, point } }: { readonly part: PartRow }) {
  return <SetPlace title={name} point={point} save={({ point: at, isSurveyed, reason }) => api.call(changePart, { params: { code }, body: { version, point: at, isSurveyed, ...(reason ? { reason } : {}) } })} />
}

interface SetPlaceProps {
  readonly title: string
  readonly point: PoolCard['point']
  readonly save: (said: SaidPlace) => Promise<unknown>
}

function SetPlace({ title, point, save }: SetPlaceProps) {
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const change = useMutation({
    mutationFn: save, onSuccess: () => setOpen(false),
    onSettled: () => Promise.all(['registers', 'pool', 'layers'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
  const open = () => {
    change.reset()
    setOpen(true)
  }
  return <><Button size="small" onClick={open}>{point ? '改位置' : '标出位置'}</Button>{isOpen ? <PlaceDialog title={title} point={point} save={change.mutate} isSaving={change.isPending} error={change.error} onClose={() => setOpen(false)} /> : null}</>
}
