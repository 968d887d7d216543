import { expect, test } from 'vitest'
import { type Draft, EMPTY_DRAFT } from './draft.ts'
import { offline, Problem } from './problem.ts'
import { forgetUploads, submitDraft } from './submit.ts'

/** A server on paper: what it was sent, and what it answers. */
function paperServer(answers: { upload?: (key: string) => void; send?: () => void } = {}) {
  const uploaded: string[] = []
  const sent: unknown[] = []
  let kept: Draft = EMPTY_DRAFT
  let ids = 0
  return {
    uploaded,
    sent,
    kept: () => kept,
    ways: {
      upload: async ({ key }: { key: string }) => {
        answers.upload?.(key)
        uploaded.push(key)
        return { id: `file-${key}` }
      },
      send: async (appeal: unknown) => {
        sent.push(appeal)
        answers.send?.()
        return { number: '1', queryCode: 'K7' }
      },
      newId: async () => `id-${(ids += 1)}`,
      save: (draft: Draft) => {
        kept = draft
      },
      say: () => undefined,
    },
  }
}

const photo = (key: string) => ({ key, name: `${key}.jpg`, bytes: 1 })
const report: Draft = { ...EMPTY_DRAFT, text: '路灯不亮', photos: [photo('a'), photo('b')] }

test('先传照片，再交内容，内容里带着照片的编号', async () => {
  const server = paperServer()
  await submitDraft(report, server.ways)
  expect(server.uploaded).toEqual(['a', 'b'])
  expect(server.sent).toEqual([{ text: '路灯不亮', files: ['file-a', 'file-b'], clientId: 'id-1' }])
})

test('录音跟在照片后面传；服务器忘了它就重新传', async () => {
  const server = paperServer()
  const spoken: Draft = { ...report, voice: { key: 'v', name: 'v.webm', bytes: 1, seconds: 9 } }
  await submitDraft(spoken, server.ways)
  expect(server.uploaded).toEqual(['a', 'b', 'v'])
  expect(server.sent).toMatchObject([{ files: ['file-a', 'file-b', 'file-v'] }])
  expect(forgetUploads(server.kept())).toEqual({ ...spoken, attempt: server.kept().attempt })
})

test('传到一半断网，再交时不重传已传好的', async () => {
  const broken = paperServer({
    upload: (key) => {
      if (key === 'b') throw offline()
    },
  })
  await expect(submitDraft(report, broken.ways)).rejects.toMatchObject({ kind: 'offline' })
  const server = paperServer()
  await submitDraft(broken.kept(), server.ways)
  expect(server.uploaded).toEqual(['b'])
})

test('答复在路上丢了，重新提交用同一个编号，不会变成两件', async () => {
  const lost = paperServer({
    send: () => {
      throw offline()
    },
  })
  await expect(submitDraft(report, lost.ways)).rejects.toMatchObject({ kind: 'offline' })
  const again = paperServer()
  await submitDraft(lost.kept(), again.ways)
  expect(again.sent).toEqual(lost.sent)
})

test('一张照片被拒，说清是第几张，标在照片那里', async () => {
  const server = paperServer({
    upload: (key) => {
      if (key === 'b') throw new Problem('refused', '这张照片打不开。', { code: 'image-unreadable' })
    },
  })
  await expect(submitDraft(report, server.ways)).rejects.toMatchObject({
    code: 'image-unreadable',
    fields: { files: '第 2 张照片没有传上去：这张照片打不开。' },
  })
  expect(server.sent).toEqual([])
})

test('录音被拒，标在录音那里；写的话和照片都还在，照片不用重传，删掉录音就交得上', async () => {
  const server = paperServer({
    upload: (key) => {
      if (key === 'v') throw new Problem('refused', '录音太长。', { code: 'audio-too-long' })
    },
  })
  const spoken: Draft = { ...report, voice: { key: 'v', name: 'v.webm', bytes: 1, seconds: 70 } }
  await expect(submitDraft(spoken, server.ways)).rejects.toMatchObject({ code: 'audio-too-long', fields: { voice: '录音没有传上去：录音太长。' } })
  const kept = server.kept()
  expect(kept).toMatchObject({ text: '路灯不亮', photos: [{ fileId: 'file-a' }, { fileId: 'file-b' }], voice: { key: 'v' } })
  const again = paperServer()
  await submitDraft({ ...kept, voice: undefined }, again.ways)
  expect([again.uploaded, again.sent]).toEqual([[], [{ text: '路灯不亮', files: ['file-a', 'file-b'], clientId: 'id-1' }]])
})

test('服务器丢了附件，下次全部重传', () => {
  expect(forgetUploads({ ...report, photos: [{ ...photo('a'), fileId: 'old' }] }).photos).toEqual([photo('a')])
})
