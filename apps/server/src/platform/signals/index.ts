/**
 * Signals: whatever needs attention, from any source, becomes one signal and one case.
 * Owns `signal`. The sender's ids: the same id twice is one signal.
 */
import { defineModule } from '../../kernel/module.ts'
import { routes } from './routes.ts'

export type { Signal } from './take.ts'
export { rememberSignals, takeWithin } from './take-within.ts'

/** Manifest of the module. */
export const signals = defineModule({ id: 'signals', name: '信号', permissions: { 'signal.send': '发送信号' }, routes })
