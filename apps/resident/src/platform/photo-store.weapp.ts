import { getFileSystemManager } from '@tarojs/taro'

/** Photos of the draft: saved files of the mini-program; the key is the path. */
export interface PickedPhoto {
  readonly name: string
  readonly bytes: number
  readonly type: string
  /** The temporary path that WeChat hands out. */
  readonly body: string
}

/** Keeps a photo beyond this visit. Where the 200 MB of saved files are used up, it lasts for the visit. */
export function keepPhoto(photo: PickedPhoto): Promise<string> {
  return new Promise((resolve) => {
    getFileSystemManager().saveFile({
      tempFilePath: photo.body,
      success: (saved) => resolve(saved.savedFilePath),
      fail: () => resolve(photo.body),
    })
  })
}

/** The path, or undefined when the photo is gone from the device. */
export function photoPreview(key: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    getFileSystemManager().access({ path: key, success: () => resolve(key), fail: () => resolve(undefined) })
  })
}

export function dropPhoto(key: string): Promise<void> {
  return new Promise((resolve) => {
    getFileSystemManager().removeSavedFile({ filePath: key, complete: () => resolve() })
  })
}
