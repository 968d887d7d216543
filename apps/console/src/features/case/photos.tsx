import { Image } from 'antd'
import type { FileRef } from '@yihu/contracts'

/** Photos as thumbnails that enlarge, other files as links. */
export function Photos({ files }: { readonly files: readonly FileRef[] }) {
  if (files.length === 0) return null
  const images = files.filter(({ kind }) => kind === 'image')
  const others = files.filter(({ kind }) => kind !== 'image')
  return (
    <div className="photos">
      <Image.PreviewGroup>
        {images.map(({ id, name, url, thumbnailUrl }, i) => (
          <Image key={id} src={thumbnailUrl ?? url} preview={{ src: url }} alt={`照片 ${i + 1}：${name}`} width={104} height={78} />
        ))}
      </Image.PreviewGroup>
      {others.map(({ id, kind, name, url, bytes }) => (
        kind === 'audio' ? <audio key={id} controls preload="none" src={url} aria-label={name} />
          : <a key={id} href={url} download={name}>{name}（{sizeText(bytes)}）</a>
      ))}
    </div>
  )
}

function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}
