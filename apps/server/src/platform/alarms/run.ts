import { Fault } from '@yihu/contracts'
import type { actOnAlarm, BodyOf } from '@yihu/contracts'
import { localDate, localTime } from '@yihu/domain'
import { PROOFS } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { noteCase } from '../cases/index.ts'
import { tell } from './announce.ts'
import { addEvents, changeAlarm } from './repo.ts'
import type { StoredAlarm } from './repo.ts'
import { changeRun, changeSteps, findRun, insertRun, placeFiles } from './repo-run.ts'
import type { StoredRun, StoredStep } from './repo-run.ts'
import { scenarioOf } from './watch.ts'

const MINUTE_MS = 60_000

interface Acting {
  readonly alarm: StoredAlarm
  readonly name: string
}

type StepForm = Extract<BodyOf<typeof actOnAlarm>, { act: 'step' }>

/** When the next open step will be late that nobody has been told of. After the alarm has cleared, what depends on a condition no longer presses. */
export function nextLate(steps: readonly StoredStep[], { isCleared }: { readonly isCleared: boolean }): Date | null {
  const due = steps.flatMap((step) => (presses(step, { isCleared }) && step.late_told_at === null && step.due_at ? step.due_at.getTime() : []))
  return due.length === 0 ? null : new Date(Math.min(...due))
}

/** Whether somebody still has to do it. */
export function presses({ state, only_if: onlyIf }: StoredStep, { isCleared }: { readonly isCleared: boolean }): boolean {
  return state === 'open' && !(isCleared && onlyIf !== null)
}

/** Begins to work through the playbook: the scenario's steps as they are now, their time counted from the alarm. Once begun it stays as it is. @throws alarm-cleared */
export async function startRun(tx: Tx, context: Context, { alarm, name }: Acting): Promise<StoredAlarm> {
  if (await findRun(tx, alarm.id)) return alarm
  const playbook = scenarioOf(alarm.scenario)?.playbook ?? []
  if (alarm.state === 'cleared' || playbook.length === 0) throw new Fault('alarm-cleared')
  const now = new Date(context.clock.now())
  const from = alarm.taken_at.getTime()
  const steps = playbook.map(({ does, by, withinMinutes, proof, only }, place) => ({
    place, text: does, role: by, only_if: only ?? null, proof, due_at: withinMinutes === null ? null : new Date(from + withinMinutes * MINUTE_MS),
  }))
  const due = steps.flatMap(({ due_at: at }) => at?.getTime() ?? [])
  await insertRun(tx, { alarm_id: alarm.id, started_at: now, started_by: name, next_due_at: due.length === 0 ? null : new Date(Math.min(...due)) }, steps)
  return said(tx, { alarm, at: now, kind: 'run', byName: name, detail: { steps: steps.length } })
}

/** A step is done, with what it asks for as proof, or it does not apply; the first one begins the run, the last one ends it. @throws input-invalid, alarm-cleared */
export async function settleStep(tx: Tx, context: Context, { alarm, name }: Acting, form: StepForm): Promise<StoredAlarm> {
  const begun = await startRun(tx, context, { alarm, name })
  const found = await findRun(tx, alarm.id)
  const step = found?.steps[form.index]
  if (!found || !step) throw new Fault('input-invalid', { fields: { index: '没有这一步' } })
  needProof(found.run, step, form)
  const now = new Date(context.clock.now())
  const placed = await placeFiles(tx, { alarmId: alarm.id, place: form.index, ids: form.files })
  if (placed < form.files.length) throw new Fault('input-invalid', { fields: { files: '照片没有找到，请重新上传' } })
  const change = { state: form.outcome, settled_at: now, settled_by: name, note: form.note || null }
  await changeSteps(tx, alarm.id, [form.index], change)
  const steps = found.steps.map((one) => (one.place === form.index ? { ...one, ...change } : one))
  await changeRun(tx, alarm.id, { next_due_at: nextLate(steps, { isCleared: alarm.state === 'cleared' }) })
  const present = await said(tx, { alarm: begun, at: now, kind: form.outcome === 'done' ? 'step' : 'step-skipped', byName: name, detail: { index: form.index, note: form.note ?? '', photos: placed } })
  return steps.every(({ state }) => state !== 'open') ? ended(tx, { alarm: present, steps, at: now, name, note: null }) : present
}

/** Ends a run although steps are open; they stay so, with the reason. @throws input-invalid */
export async function endRun(tx: Tx, context: Context, { alarm, name }: Acting, note: string): Promise<StoredAlarm> {
  const found = await findRun(tx, alarm.id)
  if (!found || found.run.ended_at) throw new Fault('input-invalid', { fields: { note: '没有正在进行的处置' } })
  return ended(tx, { alarm, steps: found.steps, at: new Date(context.clock.now()), name, note })
}

/** @throws input-invalid */
function needProof(run: StoredRun, { state, proof, only_if: onlyIf }: StoredStep, { outcome, note, files }: StepForm): void {
  if (run.ended_at || state !== 'open') throw new Fault('input-invalid', { fields: { index: run.ended_at ? '处置已经结束' : '这一步已经有了结果' } })
  if (outcome === 'skipped') {
    if (onlyIf === null && !note) throw new Fault('input-invalid', { fields: { note: '请写明为什么不用做' } })
    return
  }
  if (proof === 'photo' && files.length === 0) throw new Fault('input-invalid', { fields: { files: '这一步要留照片' } })
  if (proof !== null && proof !== 'photo' && !note) throw new Fault('input-invalid', { fields: { note: proof === 'call' ? '请写明打给谁、说了什么' : `这一步要留${PROOFS[proof]}` } })
}

interface Ending {
  readonly alarm: StoredAlarm
  readonly steps: readonly StoredStep[]
  readonly at: Date
  readonly name: string
  readonly note: string | null
}

/** The run stands beside its alarm; its case hears how it went. */
async function ended(tx: Tx, { alarm, steps, at, name, note }: Ending): Promise<StoredAlarm> {
  await changeRun(tx, alarm.id, { ended_at: at, ended_by: name, end_note: note, next_due_at: null })
  const says = `处置${note === null ? '清单做完' : '结束'}：${countsText(steps)}，${localDate(at.getTime())} ${localTime(at.getTime())}${note === null ? '' : `；${note}`}`
  if (alarm.case_id !== null) await noteCase(tx, { caseId: alarm.case_id, at: at.getTime(), note: `告警${scenarioOf(alarm.scenario)?.campaign ? '处置结束' : says}` })
  return said(tx, { alarm, at, kind: 'run-ended', byName: name, detail: { says } })
}

function countsText(steps: readonly StoredStep[]): string {
  const { done, skipped, late } = countSteps(steps)
  const open = steps.length - done - skipped
  return `${steps.length} 步做了 ${done} 步${skipped > 0 ? `，不适用 ${skipped} 步` : ''}${open > 0 ? `，没做 ${open} 步` : ''}${late > 0 ? `，超时 ${late} 步` : ''}`
}

/** How a run stands. */
export function countSteps(steps: readonly StoredStep[]): { readonly done: number; readonly skipped: number; readonly late: number } {
  const count = (of: (step: StoredStep) => boolean): number => steps.filter(of).length
  return { done: count(({ state }) => state === 'done'), skipped: count(({ state }) => state === 'skipped'), late: count(wasLate) }
}

/** Whether people were told that it was late, or it was done after its time. */
export function wasLate({ state, due_at: due, settled_at: settled, late_told_at: told }: StoredStep): boolean {
  return state !== 'skipped' && (told !== null || (due !== null && settled !== null && settled > due))
}

async function said(tx: Tx, { alarm, at, kind, byName, detail }: { alarm: StoredAlarm; at: Date; kind: string; byName: string; detail: Record<string, unknown> }): Promise<StoredAlarm> {
  const present = await changeAlarm(tx, alarm, {})
  await addEvents(tx, alarm.id, [{ at, kind, byName, detail }])
  await tell(tx, present, 'alarm.changed')
  return present
}
