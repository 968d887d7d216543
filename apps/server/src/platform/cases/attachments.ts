import type { FastifyReply } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Scope } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { insertAttachment, storedFile } from './repo-attachment.ts'

/** Keeps an uploaded photo (re-encoded, without camera data) until a case or a move names it. */
export async function keepUpload(context: Context, upload: { bytes: Buffer; name: string; by: string | null }) {
  const stored = await context.files.saveImage(upload.bytes, { name: upload.name })
  const id = newId(context.clock.now())
  await context.db.transact({ paths: '*', units: [], userId: upload.by }, (tx) =>
    insertAttachment(tx, { id, hash: stored.hash, name: upload.name.slice(0, 200), uploadedBy: upload.by, at: new Date(context.clock.now()) }),
  )
  return { id, width: stored.width, height: stored.height, gps: stored.gps }
}

interface Sending {
  readonly scope: Scope
  readonly caseIds: readonly string[]
  readonly id: string
  readonly size: 'full' | 'thumbnail'
  readonly reply: FastifyReply
}

/**
 * Streams an attachment of a case visible in the scope; sandboxed, never sniffed, cached privately by its hash.
 * @throws Fault file-missing
 */
export async function sendAttachment(context: Context, { scope, caseIds, id, size, reply }: Sending): Promise<void> {
  const file = await context.db.transact(scope, (tx) => storedFile(tx, { caseIds, id }))
  if (!file) throw new Fault('file-missing')
  await sendStored(context, { file, size, reply })
}

interface Stored {
  readonly hash: string
  readonly thumbnail_hash: string | null
  readonly media_type: string
  readonly name: string
  readonly kind: string
}

/** Streams a stored file whose reader was checked already. @throws Fault file-missing */
export async function sendStored(context: Context, { file, size, reply }: { file: Stored } & Pick<Sending, 'size' | 'reply'>): Promise<void> {
  const hash = size === 'thumbnail' && file.thumbnail_hash ? file.thumbnail_hash : file.hash
  const stream = await context.files.open(hash)
  if (!stream) throw new Fault('file-missing')
  void reply
    .header('content-type', size === 'thumbnail' && file.thumbnail_hash ? 'image/webp' : file.media_type)
    .header('content-disposition', `${file.kind === 'image' ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'private, max-age=86400, immutable')
    .header('etag', `"${hash}"`)
    .send(stream)
}
