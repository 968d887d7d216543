import { errorOf, offline } from './api-error.ts'

/** A browser's `File` or `Blob`, or Node's. */
export type Blobish = Blob & { readonly name?: string }

interface Sending {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly file: Blobish
  readonly fetch: typeof fetch
  readonly onProgress?: ((share: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** The part of XMLHttpRequest used here: it alone tells upload progress; absent in Node. */
interface Xhr {
  open(method: string, url: string): void
  setRequestHeader(name: string, value: string): void
  send(body: FormData): void
  abort(): void
  readonly upload: { onprogress: ((event: { loaded: number; total: number; lengthComputable: boolean }) => void) | null }
  onload: (() => void) | null
  onerror: (() => void) | null
  onabort: (() => void) | null
  ontimeout: (() => void) | null
  readonly status: number
  readonly responseText: string
}

/** Sends one file as multipart; the answer is parsed JSON. Throws `ApiError`. */
export async function sendFile(sending: Sending): Promise<unknown> {
  const Request = (globalThis as { XMLHttpRequest?: new () => Xhr }).XMLHttpRequest // present in browsers only
  const form = new FormData()
  form.append('file', sending.file, sending.file.name ?? 'file')
  const [status, text] = Request && sending.onProgress ? await byXhr(new Request(), form, sending) : await byFetch(form, sending)
  const body = parse(text)
  if (status >= 400 || body === undefined) throw errorOf(status, body)
  return body
}

async function byFetch(form: FormData, { fetch, url, method, headers, signal }: Sending): Promise<[number, string]> {
  try {
    const response = await fetch(url, { method, headers, body: form, credentials: 'same-origin', ...(signal ? { signal } : {}) })
    return [response.status, await response.text()]
  } catch (error) {
    if (signal?.aborted) throw error
    throw offline(error)
  }
}

function byXhr(xhr: Xhr, form: FormData, { url, method, headers, onProgress, signal }: Sending): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    xhr.open(method, url)
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
    xhr.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) onProgress?.(loaded / total)
    }
    xhr.onload = () => resolve([xhr.status, xhr.responseText])
    xhr.onerror = () => reject(offline())
    xhr.ontimeout = () => reject(offline())
    xhr.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    signal?.addEventListener('abort', () => xhr.abort(), { once: true })
    xhr.send(form)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
