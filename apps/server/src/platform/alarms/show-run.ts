import type { AlarmDetail, FileRef, PlaybookStep } from '@yihu/contracts'
import { PROOFS, ROLES } from '@yihu/scenarios'
import type { Scenario } from '@yihu/scenarios'
import type { Tx } from '../../kernel/db/index.ts'
import type { StoredAlarm } from './repo.ts'
import { fileRef, filesOf, findRun } from './repo-run.ts'
import type { StoredStep } from './repo-run.ts'
import { countSteps, wasLate } from './run.ts'

const MINUTE_MS = 60_000

/** What to do: the run of an alarm as it stands, or the scenario's steps while nobody has begun. */
export async function playbookOf(tx: Tx, { alarm, scenario, now }: { alarm: StoredAlarm; scenario: Scenario | undefined; now: number }): Promise<Pick<AlarmDetail, 'playbook' | 'run'>> {
  const found = await findRun(tx, alarm.id)
  if (!found) return { playbook: (scenario?.playbook ?? []).map((step, index) => plannedStep(step, { index, from: alarm.taken_at.getTime() })), run: null }
  const { run, steps } = found
  const files = await filesOf(tx, alarm.id)
  return {
    playbook: steps.map((step) => stepOf(step, { now, isEnded: run.ended_at !== null, files: files.filter(({ place }) => place === step.place).map((file) => fileRef(file, alarm.id)) })),
    run: {
      startedAt: run.started_at.toISOString(), startedBy: run.started_by, ...countSteps(steps),
      ended: run.ended_at ? { at: run.ended_at.toISOString(), by: run.ended_by ?? '', note: run.end_note } : null,
    },
  }
}

function plannedStep({ does, by, only, withinMinutes, proof }: Scenario['playbook'][number], { index, from }: { index: number; from: number }): PlaybookStep {
  return {
    index, text: does, by: ROLES[by], only: only ?? null, dueAt: withinMinutes === null ? null : new Date(from + withinMinutes * MINUTE_MS).toISOString(),
    proof: proof && { kind: proof, label: PROOFS[proof] }, state: 'open', isLate: false, settled: null,
  }
}

function stepOf(step: StoredStep, { now, isEnded, files }: { now: number; isEnded: boolean; files: FileRef[] }): PlaybookStep {
  const { place, text, role, only_if: only, due_at: due, proof, state, settled_at: at, settled_by: by, note } = step
  return {
    index: place, text, by: ROLES[role], only, dueAt: due?.toISOString() ?? null, proof: proof && { kind: proof, label: PROOFS[proof] }, state,
    isLate: wasLate(step) || (state === 'open' && !isEnded && due !== null && due.getTime() <= now),
    settled: at && { at: at.toISOString(), by: by ?? '', note: note ?? '', files },
  }
}
