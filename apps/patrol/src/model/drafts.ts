import { answerText, resultsOf, RETURN_REASONS } from '@yihu/domain'
import type { OutboxItem } from '@yihu/domain'
import type { DueItem } from '@yihu/contracts'
import type { Checklist, Draft } from '../store/phone.ts'
import type { Filled } from './handed-in.ts'

/** What drafts are of, by the first part of their name. */
const DRAFT_KINDS: Readonly<Record<string, string>> = { visit: '走访', check: '检查', report: '上报' }

/** The page a draft is gone on with, by its name: `case/ID/move`, `visit/ROUTINE/ID`, `check/LIST`, `report`. */
export function draftAt(key: string): { readonly kind: string; readonly id: string } {
  const [kind = '', first = ''] = key.split('/')
  return { kind, id: kind === 'case' ? first : key.slice(kind.length + 1) }
}

/** What a draft is of, in a few words. */
export function draftTitle(key: string, { values }: Draft): string {
  const [item, list] = [values['item'] as DueItem | undefined, listOf(values)] // kept by the forms of this app
  const of = item ? `${item.routineName} · ${item.subject.label}` : list?.name
  return [DRAFT_KINDS[draftAt(key).kind] ?? '上报', of].filter(Boolean).join('：')
}

/** Everything that was typed or chosen, as one reads it: what it is of may have left the phone. */
export function draftLines({ values }: Draft): string[] {
  const item = values['item'] as DueItem | undefined // kept by the form of visits
  const results = item ? resultsOf({ act: item.act, kind: item.subject.kind, isDestroyed: false }) : {}
  const chosen = { ...results, ...RETURN_REASONS, yes: '属实', no: '没有这回事' } as Readonly<Record<string, string>>
  const choices = ['result', 'reason', 'found'].map((name) => chosen[String(values[name] ?? '')])
  const words = ['label', 'text', 'address', 'words', 'notes'].map((name) => values[name])
  const questions = new Map((listOf(values)?.items ?? []).map((one) => [one.id, one]))
  const answers = Object.entries(answersOf(values)).map(([id, { value, note }]) => {
    const question = questions.get(id)
    return value === '' && note === '' ? '' : [`${question?.text ?? '一项'}：${question ? answerText(question, value) : value}`, note].filter(Boolean).join('，')
  })
  return [...choices, ...words, ...answers].filter((line): line is string => typeof line === 'string' && line !== '')
}

/** Every photo and recording of a draft, wherever it stands in it. */
export function draftPhotos({ values, photos }: Draft): string[] {
  return [...photos, ...Object.values(answersOf(values)).flatMap((one) => one.photos)]
}

/** A report that was not taken, as the form of reports has it: where it happened stays where it happened. */
export function reportAgain({ text, address, classCode, code, lon, lat }: OutboxItem['body']): Draft['values'] {
  const spot = typeof lon === 'number' && typeof lat === 'number' ? { lon, lat } : null
  const typed = Object.entries({ text, address, classCode, code }).filter(([, value]) => typeof value === 'string')
  return { ...Object.fromEntries(typed), place: { spot, label: spot ? '原来报的位置' : '原来没有定位' } }
}

function listOf(values: Draft['values']): Checklist | undefined {
  return values['list'] as Checklist | undefined // kept by the form of checks
}

function answersOf(values: Draft['values']): Readonly<Record<string, Filled>> {
  return (values['answers'] ?? {}) as Readonly<Record<string, Filled>> // kept by the form of checks
}
