import sharp from 'sharp'
import { Fault } from '@yihu/contracts'
import { readPhotoFacts } from './exif.ts'
import type { PhotoFacts } from './exif.ts'
import { fileTypeOf } from './magic.ts'

/** Largest photo taken, in bytes. */
export const LARGEST_IMAGE = 20 * 1024 * 1024

/** A 50-megapixel camera gives up to 8192 × 6144. */
const MOST_PIXELS = 51_000_000
/** Longest edge that is kept; plenty to read a number plate, a fifth of a phone's 50 megapixels. */
const FULL_EDGE = 3072
const THUMBNAIL_EDGE = 480
const SECONDS = 20

/** A photo encoded anew. */
export interface EncodedImage extends PhotoFacts {
  readonly full: Buffer
  readonly thumbnail: Buffer
  readonly mediaType: string
  readonly width: number
  readonly height: number
}

/** Formats that are decoded, by what their first bytes say and what the decoder must find. */
const FORMATS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' }

/**
 * Decode a photo really and encode it anew: whatever else the file contained (scripts, archives, camera data) is gone.
 * JPEG out, WebP where there is transparency; the thumbnail is WebP.
 * @throws Fault image-heic, file-type-refused, image-too-many-pixels, image-unreadable
 */
export async function encodeImage(bytes: Buffer): Promise<EncodedImage> {
  const type = fileTypeOf(bytes)
  // No browser but Apple's draws it, and the decoder here does not read it (patents).
  if (type?.mediaType === 'image/heic') throw new Fault('image-heic')
  const format = FORMATS[type?.mediaType ?? '']
  if (format === undefined) throw new Fault('file-type-refused', { details: { expected: '照片（JPEG、PNG、WebP）', found: type?.label ?? '无法识别的内容' } })
  const { exif, hasAlpha } = await inspect(bytes, format)
  try {
    const upright = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' }).rotate().timeout({ seconds: SECONDS })
      .resize({ width: FULL_EDGE, height: FULL_EDGE, fit: 'inside', withoutEnlargement: true })
    const encoded = hasAlpha ? upright.webp({ quality: 82 }) : upright.jpeg({ quality: 82 })
    const full = await encoded.toBuffer({ resolveWithObject: true })
    const thumbnail = await sharp(full.data).resize({ width: THUMBNAIL_EDGE, height: THUMBNAIL_EDGE, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 70 }).toBuffer()
    return {
      ...readPhotoFacts(exif), full: full.data, thumbnail, mediaType: hasAlpha ? 'image/webp' : 'image/jpeg', width: full.info.width, height: full.info.height,
    }
  } catch (cause) {
    throw new Fault('image-unreadable', { cause })
  }
}

/** Only the header is read here, so a bomb is refused before it is unpacked. */
async function inspect(bytes: Buffer, format: string): Promise<{ exif: Buffer | undefined; hasAlpha: boolean }> {
  const header = await sharp(bytes, { limitInputPixels: false }).metadata().catch((cause: unknown) => {
    throw new Fault('image-unreadable', { cause })
  })
  const pixels = header.width * header.height
  if (pixels > MOST_PIXELS) throw new Fault('image-too-many-pixels', { details: { pixels: Math.round(pixels / 10_000), limit: MOST_PIXELS / 10_000 } })
  if (header.format !== format) throw new Fault('image-unreadable')
  return { exif: header.exif, hasAlpha: header.hasAlpha }
}
