import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Job } from './job.ts'
import type { Progress } from './repo.ts'

/** Announces how far an import is to whoever may see it. */
export async function tell(tx: Tx, job: Pick<Job, 'id' | 'path' | 'rows'>, { state, ...progress }: Progress & { readonly state: Job['state'] }): Promise<void> {
  await emit(tx, { topic: 'import.progress', scopePath: job.path, payload: { id: job.id, rows: job.rows, state, ...progress } })
}
