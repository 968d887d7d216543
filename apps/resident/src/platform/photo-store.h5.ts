/** Photos of the draft: bytes in IndexedDB, so that a reload or a dead battery loses none. */
export interface PickedPhoto {
  readonly name: string
  readonly bytes: number
  readonly type: string
  readonly body: Blob
}

const STORE = 'photos'
/** Where IndexedDB is closed (private mode) photos live as long as the page does. */
const memory = new Map<string, Blob>()
const previews = new Map<string, string>()
let opening: Promise<IDBDatabase> | undefined

/** Keeps a photo and answers the key that finds it. */
export async function keepPhoto(photo: PickedPhoto): Promise<string> {
  const key = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
  memory.set(key, photo.body)
  await work('readwrite', (store) => store.put(photo.body, key)).catch(() => undefined)
  return key
}

export async function photoBytes(key: string): Promise<Blob | undefined> {
  const kept = memory.get(key) ?? (await work<unknown>('readonly', (store) => store.get(key)).catch(() => undefined))
  return kept instanceof Blob ? kept : undefined
}

/** An address an `<img>` can show, or undefined when the photo is gone from the device. */
export async function photoPreview(key: string): Promise<string | undefined> {
  const ready = previews.get(key)
  if (ready !== undefined) return ready
  const bytes = await photoBytes(key)
  if (!bytes) return undefined
  const url = URL.createObjectURL(bytes)
  previews.set(key, url)
  return url
}

export async function dropPhoto(key: string): Promise<void> {
  memory.delete(key)
  const preview = previews.get(key)
  if (preview !== undefined) URL.revokeObjectURL(preview)
  previews.delete(key)
  await work('readwrite', (store) => store.delete(key)).catch(() => undefined)
}

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('yihu-resident', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB is closed'))
  })
  return opening
}

async function work<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction(STORE, mode)
  return new Promise((resolve, reject) => {
    const request = act(transaction.objectStore(STORE))
    transaction.oncomplete = () => resolve(request.result)
    transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB refused'))
    transaction.onabort = transaction.onerror
  })
}
