import { BriefSection, ShiftPerson } from '@yihu/contracts'
import { z } from 'zod'

/** A handover as stored. */
export const HandoverRow = z.object({
  id: z.string(),
  path: z.string(),
  shiftId: z.string(),
  shiftName: z.string(),
  startsAt: z.date(),
  endsAt: z.date(),
  people: z.array(ShiftPerson),
  version: z.number(),
  state: z.enum(['draft', 'given', 'acknowledged']),
  brief: z.array(BriefSection),
  composedAt: z.date(),
  notes: z.string(),
  givenAt: z.date().nullable(),
  givenBy: z.string().nullable(),
  givenName: z.string().nullable(),
  hash: z.instanceof(Buffer).nullable(),
  acknowledgedAt: z.date().nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedName: z.string().nullable(),
  answer: z.string().nullable(),
})
export type HandoverRow = z.infer<typeof HandoverRow>
