/**
 * Signals: whatever needs attention, from any source, becomes one signal and one case.
 * Owns `signal` (the sender's ids: the same id twice is one signal) and `held_report` (what waits at the gate for a clerk).
 */
import { defineModule } from '../../kernel/module.ts'
import { forgetDropped } from './gate/desk.ts'
import { reportAction } from './report-action.ts'
import { routes } from './routes.ts'

export { enter, knowResidents, needProof, watchReports, workAlways } from './gate/pass.ts'
export { requireAppeal } from './require-appeal.ts'
export { signalOf } from './signal-of.ts'
export type { Signal } from './take.ts'
export { rememberSignals, takenAs, takeWithin } from './take-within.ts'
export type { Taken } from './take-within.ts'

/** Manifest of the module. */
export const signals = defineModule({ id: 'signals', name: '信号', permissions: { 'signal.send': '发送信号' }, routes, actions: [reportAction], jobs: [{ name: 'held.forget', cron: '40 3 * * *', isMadeUp: true, run: forgetDropped }] })
