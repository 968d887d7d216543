import { Input } from 'antd'
import { useRef } from 'react'
import type { StoryForm } from '@yihu/contracts'
import { EvidenceInput } from '../case/moves/evidence-input.tsx'

type Pictures = StoryForm['pictures']

interface StoryPicturesProps {
  readonly value?: Pictures
  readonly onChange?: (pictures: Pictures) => void
}

/** Pictures of a piece, each with words for who does not see it. */
export function StoryPictures({ value = [], onChange }: StoryPicturesProps) {
  // An upload ends in the eyes of when it began: words typed meanwhile are asked for anew.
  const latest = useRef(value)
  latest.current = value
  const change = (id: string, alt: string) => onChange?.(value.map((one) => (one.id === id ? { id, alt } : one)))
  return (
    <>
      {value.map(({ id, alt }, at) => (
        <p key={id}><Input aria-label={`第 ${at + 1} 张图片的说明`} placeholder="一句话说图上是什么" maxLength={100} value={alt} onChange={(event) => change(id, event.target.value)} /></p>
      ))}
      <EvidenceInput value={value.map(({ id }, at) => ({ id, name: `第 ${at + 1} 张` }))} onChange={(files) => onChange?.(files.map(({ id }) => ({ id, alt: latest.current.find((one) => one.id === id)?.alt ?? '' })))} />
    </>
  )
}
