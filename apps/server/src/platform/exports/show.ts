import type { ExportJob } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Actor } from '../../kernel/http/index.ts'
import type { Job } from './job.ts'
import { mayApprove, subjectOf } from './subject.ts'

/** An export as a person sees it, with what they may do about it. */
export function jobOnWire(job: Job, actor: Actor): ExportJob {
  const isMine = job.createdBy === actor.userId
  return {
    id: job.id, state: job.state, subject: subjectOf(job), format: job.format, isMasked: job.isMasked, purpose: job.purpose, filterText: job.filterText, fileName: fileNameOf(job), by: job.createdName,
    createdAt: job.createdAt.toISOString(), rows: job.rows, done: job.done, asOf: job.asOf?.toISOString() ?? null,
    decision: job.decidedAt ? { by: job.decidedName ?? '', at: job.decidedAt.toISOString(), note: job.decisionNote ?? '' } : null,
    bytes: job.bytes, problem: job.problem, expiresAt: job.expiresAt.toISOString(), downloads: job.downloads,
    isMine, mayDecide: !isMine && job.state === 'waiting' && mayApprove(actor, job),
  }
}

/** 「案件列表-2026-05-07-脱敏.xlsx」. */
export function fileNameOf({ createdAt, isMasked, format, register, template }: Pick<Job, 'createdAt' | 'isMasked' | 'format' | 'register' | 'template'>): string {
  return `${template?.name ?? (register ? `${subjectOf({ register })}${register.of === 'sensitive' ? '' : '台账'}` : '案件列表')}-${localDate(createdAt.getTime())}-${isMasked ? '脱敏' : '含个人信息'}.${format}`
}
