import { z } from 'zod'
import { contract } from './contract.ts'
import { optionalText } from './common.ts'

const Wording = z.object({ title: z.string(), text: z.string() })

/** One text of notices or resident messages. */
export const NoticeTemplateRow = Wording.extend({
  key: z.string(),
  name: z.string(),
  audience: z.enum(['staff', 'resident']),
  original: Wording,
  /** With examples filled in. */
  example: Wording,
  fields: z.array(z.object({ name: z.string(), example: z.string(), isNeeded: z.boolean() })),
  /** 0: the original. */
  version: z.number(),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
})
export type NoticeTemplateRow = z.infer<typeof NoticeTemplateRow>

const Key = z.object({ key: z.string().max(60) })
const Words = z.object({ title: optionalText(60, '标题').default(''), text: optionalText(500, '正文').default('') })

export const listNoticeTemplates = contract({
  method: 'GET', path: '/notice-templates', tag: '通知', summary: '通知和居民消息的用语', answer: z.object({ templates: z.array(NoticeTemplateRow) }),
})
export const previewNoticeTemplate = contract({
  method: 'POST', path: '/notice-templates/:key/preview', tag: '通知', summary: '检查占位并用例子预览', params: Key, body: Words, answer: Wording,
})
export const saveNoticeTemplate = contract({
  method: 'PUT', path: '/notice-templates/:key', tag: '通知', summary: '修改一条用语，下一条通知就用它', params: Key, body: Words.extend({ version: z.number().int().min(0) }), answer: NoticeTemplateRow,
})
export const resetNoticeTemplate = contract({ method: 'DELETE', path: '/notice-templates/:key', tag: '通知', summary: '恢复随产品的原文', params: Key, answer: NoticeTemplateRow })
