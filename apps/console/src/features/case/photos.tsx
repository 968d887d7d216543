import type { FileRef } from '@yihu/contracts'
import { useOpenShot } from './evidence/gallery.ts'

/** Photos as thumbnails that open the viewer, voice notes to listen to, other files as links. */
export function Photos({ files }: { readonly files: readonly FileRef[] }) {
  const open = useOpenShot()
  if (files.length === 0) return null
  const images = files.filter(({ kind }) => kind === 'image')
  const others = files.filter(({ kind }) => kind !== 'image')
  const voices = others.filter(({ kind }) => kind === 'audio')
  return (
    <div className="photos">
      {images.map(({ id, name, url, thumbnailUrl }, i) => (
        <button key={id} type="button" className="photo" onClick={() => open(id)}><img src={thumbnailUrl ?? url} alt={`照片 ${i + 1}：${name}`} width={104} height={78} loading="lazy" /></button>
      ))}
      {others.map(({ id, kind, name, url, bytes, seconds }) => (
        kind === 'audio' ? <Voice key={id} url={url} label={`录音${voices.length > 1 ? ` ${voices.findIndex((one) => one.id === id) + 1}` : ''}${seconds === undefined ? '' : `，${seconds} 秒`}`} />
          : <a key={id} href={url} download={name}>{name}（{sizeText(bytes)}）</a>
      ))}
    </div>
  )
}

function Voice({ url, label }: { readonly url: string; readonly label: string }) {
  return (
    <figure className="voice">
      <figcaption>{label}</figcaption>
      <audio controls preload="none" src={url} aria-label={label} />
    </figure>
  )
}

function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}
