import { useState } from 'react'
import { draftAt, draftPhotos, draftTitle } from '../model/drafts.ts'
import { whenText } from '../model/words.ts'
import { keepDraft } from '../store/drafts.ts'
import { dropPhotos } from '../store/photos.ts'
import { usePhone } from '../store/phone.ts'
import type { Draft } from '../store/phone.ts'
import { UNDROPPED_TEXT, unkept } from '../store/space.ts'
import { DraftWords } from '../ui/draft-words.tsx'
import { Confirm } from '../ui/parts.tsx'

/** Forms half filled in, with what is in them: also where the case they are of has left the phone. */
export function DraftList() {
  const { drafts } = usePhone()
  const [asked, setAsked] = useState<string | null>(null)
  const drop = async (key: string) => {
    setAsked(null)
    const draft = drafts.get(key)
    if (!draft || (await keepDraft(key, null)) === 'full') return
    await dropPhotos(draftPhotos(draft)).catch((error: unknown) => unkept(error, { of: 'work', text: UNDROPPED_TEXT }))
  }
  return (
    <section className="stack">
      <h2>没写完的</h2>
      <p className="soft">写到一半的，还没有交，只在这部手机里，别人看不到。点“接着写”写完再交；退出登录会抹掉。</p>
      <ul className="list">{[...drafts].map(([key, draft]) => <li key={key} className="card"><Begun at={key} draft={draft} onDrop={() => setAsked(key)} /></li>)}</ul>
      {asked !== null && <Confirm title="不要了？" text="这一份写的字、照片和录音会从手机里去掉，找不回来；交过的、待传的不受影响。" yes="去掉" onYes={() => void drop(asked)} onClose={() => setAsked(null)} />}
    </section>
  )
}

function Begun({ at, draft, onDrop }: { at: string; draft: Draft; onDrop: () => void }) {
  const { bundle } = usePhone()
  const { kind, id } = draftAt(at)
  const one = kind === 'case' ? bundle?.cases.find((each) => each.id === id) : null
  const title = kind === 'case' ? `案件：${one?.title ?? '已不在手机里'}` : draftTitle(at, draft)
  return (
    <>
      <p>{title}<br /><span className="soft">{whenText(draft.changedAt)}</span></p>
      <DraftWords draft={draft} />
      {one === undefined && <p className="note">这件案件已不在手机里，可能办结了，或转给了别的单位，不能接着写。写的、拍的都在这里，文字可以抄下来；用不着了就点“不要了”。</p>}
      <div className="buttons">
        {one !== undefined && <a className="button" href={id ? `#/${kind}/${encodeURIComponent(id)}` : '#/report'}>接着写</a>}
        <button type="button" className="danger" onClick={onDrop}>不要了</button>
      </div>
    </>
  )
}
