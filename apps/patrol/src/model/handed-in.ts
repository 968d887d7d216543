import { judge } from '@yihu/domain'
import type { OutboxItem } from '@yihu/domain'
import { photoMark } from './bodies.ts'
import type { FormContent } from './form.ts'
import type { Spot } from './place.ts'
import type { Checklist } from '../store/phone.ts'

/** A place that was chosen. */
export interface Place {
  readonly spot: Spot | null
  readonly label: string
}

/** The form of a report. */
export const EMPTY_REPORT = { text: '', address: '', classCode: '', place: null as Place | null, code: '' }

/** What a report says, all of it from what stands in its form; `spot`: where the phone is, unless a place was chosen. */
export function reportOf({ values: { text, address, classCode, place, code }, photos }: Pick<FormContent<typeof EMPTY_REPORT>, 'values' | 'photos'>, { spot, scanned }: { readonly spot: Spot | null; readonly scanned: string | null }): OutboxItem['body'] {
  const by = scanned ?? code
  return {
    text: text.trim(), files: photos.map(photoMark), ...(place ? place.spot : spot),
    ...(address.trim() ? { address: address.trim() } : {}), ...(classCode ? { classCode } : {}), ...(by ? { code: by } : {}),
  }
}

/** An answer as far as it is given. */
export interface Filled {
  readonly value: string | number
  readonly note: string
  readonly photos: readonly string[]
}

/** The form of a check, without its list. */
export const EMPTY_CHECK = { label: '', subjectId: '', where: null as (Place & { readonly spot: Spot }) | null, answers: {} as Readonly<Record<string, Filled>> }

type Check = typeof EMPTY_CHECK & { readonly list: Checklist }

/** The answers that are given, as they are judged and sent. */
export function givenOf({ list, answers }: Pick<Check, 'list' | 'answers'>) {
  return list.items.flatMap(({ id }) => {
    const filled = answers[id]
    return filled && filled.value !== '' ? [{ itemId: id, value: filled.value, photos: filled.photos.map(photoMark), note: filled.note }] : []
  })
}

/** What a filled sheet says, all of it from what stands in its form, and what it still lacks; `spot` as with reports. */
export function checkOf({ list, label, subjectId, where, answers }: Check, spot: Spot | null): { readonly body: OutboxItem['body']; readonly faults: Readonly<Record<string, string>> } {
  const [given, at, isPlace] = [givenOf({ list, answers }), where?.spot ?? spot, list.subject === 'place']
  const subject = isPlace ? (at ? (label.trim() ? null : '请写明检查的是哪里') : '还没有位置，请在地图上点一下') : subjectId ? null : '请选检查的对象'
  return {
    faults: { ...judge(list.items, given).faults, ...(subject ? { subject } : {}) },
    body: {
      listId: list.id, version: list.version, subject: { kind: list.subject, label: label.trim(), ...(isPlace ? {} : { id: subjectId }), ...at },
      answers: given.map(({ note, ...answer }) => ({ ...answer, ...(note.trim() ? { note: note.trim() } : {}) })),
    },
  }
}
