import { REPORTER_PURPOSES } from '@yihu/contracts'
import type { OwnData } from '@yihu/contracts'
import { maskName, maskPhone } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { PhoneData } from '../../kernel/module.ts'
import { actsOn, record as recordAudit } from '../audit/index.ts'
import { attachmentsOf } from './repo-attachment.ts'
import { forgetReporter, forgetReporters, reporterOf } from './repo-reporter.ts'
import type { CaseRecord } from './repo.ts'

const LOOKS_SHOWN = 100
const PURPOSES: Readonly<Record<string, string>> = REPORTER_PURPOSES

/** What is stored of whoever made a report, and who looked at their name and telephone (PIPL art. 44, 45). */
export async function ownDataOf(tx: Tx, context: Context, record: CaseRecord): Promise<OwnData> {
  const reporter = await reporterOf(tx, context, record.id)
  const files = await attachmentsOf(tx, record.id, (id) => id)
  const looks = await actsOn(tx, { action: 'case.reveal', object: record.number, limit: LOOKS_SHOWN })
  const hasContact = Boolean(reporter?.name ?? reporter?.phone)
  return {
    number: record.number,
    kept: [
      { what: '您写的话', value: record.text },
      { what: '地址', value: record.address ?? '没有填' },
      { what: '位置', value: record.lon === null ? '没有' : '有（地图上的一个点）' },
      { what: '照片', value: `${files.filter(({ ref }) => ref.kind === 'image').length} 张（拍摄时间、地点等信息上传时已去掉）` },
      { what: '录音', value: `${files.filter(({ ref }) => ref.kind === 'audio').length} 段（录音时间、地点等信息上传时已去掉）` },
      { what: '称呼', value: reporter?.name ? maskName(reporter.name) : '没有' },
      { what: '电话', value: reporter?.phone ? maskPhone(reporter.phone) : '没有' },
    ],
    looks: looks.map(({ at, by, purpose }) => ({ at: at.toISOString(), by, purpose: wordsOf(purpose) })),
    canErase: hasContact,
  }
}

/** The trail keeps the purpose's code, then a note. */
function wordsOf(purpose: string): string {
  const [code = '', ...note] = purpose.split('：')
  return [PURPOSES[code] ?? code, ...note].join('：')
}

/** Destroys name and telephone of whoever made a report, because they ask for it; the matter itself goes on. */
export async function eraseOwnContact(tx: Tx, context: Context, { record, ip }: { readonly record: CaseRecord; readonly ip: string }): Promise<void> {
  if (!(await forgetReporter(tx, record.id))) return
  await recordAudit(tx, { at: context.clock.now(), by: null, action: 'case.erase-contact', object: record.number, purpose: '本人凭查询码要求', result: 'done', ip })
}

/** Reporters by their telephone. */
export const phoneData: PhoneData = {
  erase: async (tx, context, phone) => (await forgetReporters(tx, context, phone)).map((object) => ({ action: 'case.erase-contact', object })),
}
