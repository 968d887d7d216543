import { photosIn } from '../model/bodies.ts'
import { draftPhotos } from '../model/drafts.ts'
import { newId } from '../model/ids.ts'
import { TooLate, within } from '../model/storing.ts'
import { phoneNow } from './phone.ts'
import { isFull, lookAtSpace } from './space.ts'
import { forget, keep, keepBytes, read, readBytes } from './sealed.ts'

interface PhotoFacts {
  readonly name: string
  readonly type: string
  /** The server's id once it has the photo. */
  readonly fileId: string | null
}

const LONG_SIDE = 2048
/** More than this a phone's browser does not unpack without being killed. */
const MOST_PIXELS = 110_000_000

/** A photo or a recording that cannot be kept: why, in words. */
export class PhotoProblem extends Error {}

/**
 * Keeps a photo sealed on the phone, drawn smaller where it is large; answers its local id.
 * @throws PhotoProblem when the file is no photo that the browser can draw, too large to be one, or never done with
 */
export async function addPhoto(file: File): Promise<string> {
  return inTime(async () => keepFile(await smaller(file), file.name || '照片.jpg'))
}

/**
 * Keeps a recording sealed on the phone, as it is; answers its local id. It goes the way of photos.
 * @throws PhotoProblem when nothing was recorded, or it is never done with
 */
export async function addVoice(file: File): Promise<string> {
  if (file.size === 0) throw new PhotoProblem('没有录到声音，请再说一次。')
  return inTime(async () => keepFile({ bytes: new Uint8Array(await file.arrayBuffer()), type: file.type }, file.name))
}

/** Longer than this no phone takes for one photo: a form does not wait for ever. What comes of it later goes. */
const LONGEST_MS = 60_000

async function inTime(keepOne: () => Promise<string>): Promise<string> {
  const work = keepOne()
  try {
    return await within(work, LONGEST_MS)
  } catch (error) {
    if (!(error instanceof TooLate)) throw error
    work.then((id) => dropPhotos([id])).catch(() => undefined) // given up, whatever else is wrong with it
    throw new PhotoProblem('等了一分钟还没存好，没有加上。请再加一次；还不行，请关掉这个页面重新打开。其他内容都在。')
  }
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

/** Unpacked no larger than it is kept, so that a picture of a 50-megapixel camera does not fill the memory; HEIC where the browser can draw it. */
async function smaller(file: File): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string }> {
  const size = await sizeOf(file)
  if (!size) throw new PhotoProblem(undrawable(file))
  if (size.width * size.height > MOST_PIXELS) throw new PhotoProblem(`“${file.name}”有 ${String(Math.round((size.width * size.height) / 10_000))} 万像素，手机里打不开这么大的照片，没有加上。请把相机调到普通清晰度重拍。其他内容都在。`)
  const scale = Math.min(1, LONG_SIDE / Math.max(size.width, size.height))
  const [width, height] = [Math.max(1, Math.round(size.width * scale)), Math.max(1, Math.round(size.height * scale))]
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image', resizeWidth: width, resizeHeight: height, resizeQuality: 'high' }).catch(() => null)
  if (!picture) throw new PhotoProblem(undrawable(file))
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height)
  picture.close()
  const drawn = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
  return { bytes: new Uint8Array(await drawn.arrayBuffer()), type: 'image/jpeg' }
}

/** How large a picture is, turned upright, without unpacking it; null: it is none that this browser can draw. */
async function sizeOf(file: File): Promise<{ width: number; height: number } | null> {
  const [image, url] = [new Image(), URL.createObjectURL(file)]
  try {
    await new Promise((loaded, failed) => {
      image.addEventListener('load', loaded)
      image.addEventListener('error', failed)
      image.src = url
    })
    return { width: image.naturalWidth, height: image.naturalHeight }
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(url)
  }
}

function undrawable({ name, type }: File): string {
  if (/^image\/hei[cf]$/u.test(type) || /\.hei[cf]$/iu.test(name)) return `“${name}”是 HEIC 格式，这部手机的浏览器打不开，没有加上。请在相机设置里把照片格式改为 JPEG（苹果手机：设置－相机－格式－兼容性最佳）后重拍，或截图再选。其他内容都在。`
  return `“${name}”打不开，不是照片或已损坏，没有加上。其他内容都在。`
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
  if (seal && facts && phoneNow().seal?.owner === seal.owner) await keep(seal, { kind: 'photo-facts', id }, { ...facts, fileId })
}

/** Takes photos and recordings off the phone that nothing names any more: what waits in the outbox or is half filled in keeps its own, also where another tab put it there. */
export async function dropPhotos(ids: readonly string[]): Promise<void> {
  const { seal, outbox, drafts } = phoneNow()
  if (!seal) return
  const used = new Set([...outbox.filter(({ state }) => state !== 'applied').flatMap(({ body }) => photosIn(body)), ...[...drafts.values()].flatMap((draft) => draftPhotos(draft))])
  for (const id of ids.filter((one) => !used.has(one))) {
    await forget(seal.owner, { kind: 'photo', id })
    await forget(seal.owner, { kind: 'photo-facts', id })
  }
}
