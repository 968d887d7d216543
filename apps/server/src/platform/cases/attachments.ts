import { buffer } from 'node:stream/consumers'
import type { FastifyReply } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { mayBeVoice } from '../../kernel/audio/index.ts'
import type { Scope } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { fileTypeOf } from '../../kernel/magic.ts'
import { insertAttachment, storedFile } from './repo-attachment.ts'

interface Uploaded {
  readonly bytes: Buffer
  readonly name: string
  readonly by: string | null
}

/** Keeps an uploaded photo (re-encoded, without camera data) or voice note (its sound alone) until a case or a move names it. */
export async function keepUpload(context: Context, upload: Uploaded) {
  if (!mayBeVoice(fileTypeOf(upload.bytes))) return keepPhoto(context, upload)
  const { hash, seconds } = await context.files.saveVoice(upload.bytes, { name: upload.name })
  return { id: await keepWaiting(context, upload, hash), kind: 'audio' as const, seconds, width: null, height: null, gps: null }
}

/** The same where only a photo will do. */
export async function keepPhoto(context: Context, upload: Uploaded) {
  const { hash, width, height, gps } = await context.files.saveImage(upload.bytes, { name: upload.name })
  return { id: await keepWaiting(context, upload, hash), kind: 'image' as const, seconds: null, width, height, gps }
}

async function keepWaiting(context: Context, { name, by }: Uploaded, hash: string): Promise<string> {
  const id = newId(context.clock.now())
  await context.db.transact({ paths: '*', units: [], userId: by }, (tx) => insertAttachment(tx, { id, hash, name: name.slice(0, 200), uploadedBy: by, at: new Date(context.clock.now()) }))
  return id
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

/** Streams a stored file whose reader was checked already; one that is not to outlive its days is not kept by the browser either. @throws Fault file-missing */
export async function sendStored(context: Context, { file, size, reply, isKept = true }: { file: Stored; isKept?: boolean } & Pick<Sending, 'size' | 'reply'>): Promise<void> {
  const hash = size === 'thumbnail' && file.thumbnail_hash ? file.thumbnail_hash : file.hash
  const stream = await context.files.open(hash)
  if (!stream) throw new Fault('file-missing')
  void reply
    .header('content-type', size === 'thumbnail' && file.thumbnail_hash ? 'image/webp' : file.media_type)
    .header('content-disposition', `${file.kind === 'image' ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', isKept ? 'private, max-age=86400, immutable' : 'no-store')
    .header('etag', `"${hash}"`)
  await (file.kind === 'audio' ? sendSound(await buffer(stream), reply) : reply.send(stream))
}

/** Some players ask for the beginning first and play nothing without an answer in parts (RFC 9110, 14.2). */
function sendSound(bytes: Buffer, reply: FastifyReply): FastifyReply {
  void reply.header('accept-ranges', 'bytes')
  const [, first, last = ''] = /^bytes=(\d{1,9})-(\d{0,9})$/u.exec(reply.request.headers.range ?? '') ?? []
  if (first === undefined) return reply.send(bytes)
  const [from, to] = [Number(first), Math.min(last === '' ? Infinity : Number(last), bytes.length - 1)]
  if (from > to) return reply.code(416).header('content-range', `bytes */${bytes.length}`).send()
  return reply.code(206).header('content-range', `bytes ${from}-${to}/${bytes.length}`).send(bytes.subarray(from, to + 1))
}
