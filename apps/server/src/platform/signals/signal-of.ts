import type { AppealForm } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { pointOf } from '../areas/index.ts'
import { REPORTER } from '../cases/index.ts'
import { placeOfCode, settlePoint } from '../codes/index.ts'
import { existingFiles } from './existing-files.ts'
import type { Signal } from './take.ts'

/** What a resident's form says, as a signal, with the plate it was scanned from. @throws code-unknown, code-revoked, code-far, coordinates-implausible */
export async function signalOf(context: Context, body: AppealForm): Promise<{ signal: Signal; code: Awaited<ReturnType<typeof placeOfCode>> | null }> {
  const now = context.clock.now()
  const code = body.code ? await placeOfCode(context, body.code) : null
  const point = pointOf(body)
  const signal: Signal = {
    source: code ? 'code' : 'resident', senderId: body.clientId ?? crypto.randomUUID(), at: now, takenAt: now, text: body.text, title: body.title,
    point: code ? await settlePoint(context, code, { point, isSure: body.isPlaceSure }) : point, address: body.address ?? code?.address,
    ...(code ? { areaPath: code.path, placeSource: 'code' as const } : {}),
    contact: body.contact, files: await existingFiles(context, body.files), by: REPORTER,
  }
  return { signal, code }
}
