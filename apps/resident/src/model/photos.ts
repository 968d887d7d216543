export const PHOTOS_MAX = 6
export const PHOTO_BYTES_MAX = 20 * 1024 * 1024

interface Candidate {
  readonly name: string
  readonly bytes: number
  /** Media type; empty where the phone does not tell. */
  readonly type: string
}

/** Which of the chosen photos are taken, and in plain words why the others are not. */
export function admitPhotos<T extends Candidate>(already: number, chosen: readonly T[]): { taken: T[]; refused: string[] } {
  const taken: T[] = []
  const refused: string[] = []
  for (const photo of chosen) {
    const reason = refuse(photo)
    if (reason !== undefined) refused.push(reason)
    else if (already + taken.length < PHOTOS_MAX) taken.push(photo)
    else if (!refused.includes(TOO_MANY)) refused.push(TOO_MANY)
  }
  return { taken, refused }
}

const TOO_MANY = `最多放 ${PHOTOS_MAX} 张照片，多出的没有放进来。文字和位置已保存。`

function refuse(photo: Candidate): string | undefined {
  if (photo.bytes > PHOTO_BYTES_MAX) {
    return `照片太大（${megabytes(photo.bytes)}）。文字和位置已保存，请换一张小于 20 MB 的照片。`
  }
  if (photo.bytes === 0) return `「${photo.name}」是空的，打不开。文字和位置已保存，请换一张照片。`
  if (photo.type !== '' && !photo.type.startsWith('image/')) {
    return `「${photo.name}」不是照片。文字和位置已保存，请换一张照片。`
  }
  return undefined
}

/** 「38 MB」; one digit after the point below 10 MB. Never rounded down to the limit itself. */
export function megabytes(bytes: number): string {
  const size = bytes / 1024 / 1024
  return `${size < 10 ? size.toFixed(1) : Math.ceil(size)} MB`
}
