import { newId } from '../model/ids.ts'
import { phoneNow } from './phone.ts'
import { isFull, lookAtSpace } from './space.ts'
import { forget, keep, keepBytes, read, readBytes } from './sealed.ts'

interface PhotoFacts {
  readonly name: string
  readonly type: string
  /** The server's id once it has the photo. */
  readonly fileId: string | null
}

/** How a photo of the phone stands in a body until the server has it. */
export const photoMark = (id: string): string => `photo:${id}`

const LONG_SIDE = 2048
const MOST_BYTES = 20 * 1024 * 1024

/** A photo or a recording that cannot be kept: why, in words. */
export class PhotoProblem extends Error {}

/**
 * Keeps a photo sealed on the phone, drawn smaller where it is large; answers its local id.
 * @throws PhotoProblem when the file is no photo or too large to be one
 */
export async function addPhoto(file: File): Promise<string> {
  return keepFile(await smaller(file), file.name || '照片.jpg')
}

/**
 * Keeps a recording sealed on the phone, as it is; answers its local id. It goes the way of photos.
 * @throws PhotoProblem when nothing was recorded
 */
export async function addVoice(file: File): Promise<string> {
  if (file.size === 0) throw new PhotoProblem('没有录到声音，请再说一次。')
  return keepFile({ bytes: new Uint8Array(await file.arrayBuffer()), type: file.type }, file.name)
}

async function keepFile({ bytes, type }: { bytes: Uint8Array<ArrayBuffer>; type: string }, name: string): Promise<string> {
  const { seal } = phoneNow()
  if (!seal) throw new PhotoProblem('请先登录。')
  const id = newId()
  try {
    await keepBytes(seal, { kind: 'photo', id }, bytes)
    await keep(seal, { kind: 'photo-facts', id }, { name, type, fileId: null } satisfies PhotoFacts)
  } catch (error) {
    if (isFull(error)) throw new PhotoProblem('手机存储满了，没有存下；写的字都在。请清理手机空间，或先把待传的传完。')
    throw error
  }
  void lookAtSpace()
  return id
}

async function smaller(file: File): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string }> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!picture) return untouched(file)
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height))
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const drawn = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
  return { bytes: new Uint8Array(await drawn.arrayBuffer()), type: 'image/jpeg' }
}

/** Some phones take HEIC, which not every browser can draw: the server looks at it. Anything else that cannot be drawn is no photo. */
async function untouched(file: File): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string }> {
  if (!/^image\/hei[cf]$/u.test(file.type) && !/\.hei[cf]$/iu.test(file.name)) throw new PhotoProblem(`“${file.name}”打不开，不是照片或已损坏，没有加上。其他内容都在。`)
  if (file.size > MOST_BYTES) throw new PhotoProblem(`照片太大（${(file.size / 1_048_576).toFixed(0)} MB），没有加上。请换一张小于 20 MB 的。`)
  return { bytes: new Uint8Array(await file.arrayBuffer()), type: file.type || 'image/heic' }
}

/** The bytes of a photo, for showing and sending. */
export async function photoOf(id: string): Promise<{ blob: Blob; facts: PhotoFacts } | null> {
  const { seal } = phoneNow()
  if (!seal) return null
  const [bytes, facts] = await Promise.all([readBytes(seal, { kind: 'photo', id }), read<PhotoFacts>(seal, { kind: 'photo-facts', id })])
  return bytes && facts ? { blob: new Blob([bytes], { type: facts.type }), facts } : null
}

/** The server has it: from now on it goes by the server's id. */
export async function photoArrived(id: string, fileId: string): Promise<void> {
  const { seal } = phoneNow()
  const facts = seal && (await read<PhotoFacts>(seal, { kind: 'photo-facts', id }))
  if (seal && facts) await keep(seal, { kind: 'photo-facts', id }, { ...facts, fileId })
}

export async function dropPhotos(ids: readonly string[]): Promise<void> {
  const { seal } = phoneNow()
  if (!seal) return
  for (const id of ids) {
    await forget(seal.owner, { kind: 'photo', id })
    await forget(seal.owner, { kind: 'photo-facts', id })
  }
}
