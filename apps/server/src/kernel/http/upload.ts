import type { FastifyRequest } from 'fastify'
import { Fault } from '@yihu/contracts'
import { fileTypeOf } from '../magic.ts'

export interface Upload {
  readonly bytes: Buffer
  readonly name: string
  readonly mediaType: string
}

/**
 * The one file of a multipart request, whole in memory within its limit.
 * @throws Fault input-invalid, file-too-large, audio-too-long
 */
export async function readUpload(request: FastifyRequest, { maxBytes }: { maxBytes: number }): Promise<Upload> {
  if (!request.isMultipart()) throw new Fault('media-type-unsupported', { details: { type: request.headers['content-type']?.slice(0, 60) ?? '空' } })
  const { part, bytes } = await readPart(request, maxBytes)
  if (part.file.truncated) throw tooLarge(bytes, maxBytes)
  return { bytes, name: nameOf(part.filename), mediaType: part.mimetype }
}

/** A recording is told how long one may be, whatever the door takes. */
function tooLarge(head: Buffer, maxBytes: number): Fault {
  const limit = `${Math.round(maxBytes / 1_048_576)} MB`
  return fileTypeOf(head)?.kind === 'audio' ? new Fault('audio-too-long', { details: { length: `超过 ${limit}` } }) : new Fault('file-too-large', { details: { size: `超过 ${limit}`, limit } })
}

/** Whatever the parser stumbles over is the sender's: no boundary, a broken header, an upload that ended half way. */
async function readPart(request: FastifyRequest, maxBytes: number) {
  try {
    const part = await request.file({ limits: { fileSize: maxBytes, files: 1, fields: 10, fieldSize: 10_000, parts: 12 }, throwFileSizeLimit: false })
    if (part) return { part, bytes: await part.toBuffer() }
  } catch (cause) {
    throw new Fault('input-invalid', { fields: { file: '文件没有传完，请重新选择后再传' }, cause })
  }
  throw new Fault('input-invalid', { fields: { file: '请选择一个文件' } })
}

/** The last part of whatever path the sender gave, without characters that nobody sees. */
function nameOf(name: string | undefined): string {
  const last = (name ?? '').split(/[/\\]/u).at(-1)?.replaceAll(/\p{C}/gu, '') ?? ''
  return last.slice(0, 200).toWellFormed() || '附件'
}
