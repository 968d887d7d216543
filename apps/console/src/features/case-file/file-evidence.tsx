import type { CaseDetail } from '@yihu/contracts'
import { exactText } from '../../app/time.ts'

/** Photos small, other files by name, each with the step it came with. */
export function FileEvidence({ detail }: { readonly detail: CaseDetail }) {
  const evidence = detail.timeline.flatMap(({ at, title, files }) => files.map((file) => ({ at, title, file })))
  return (
    <section className="file-part">
      <h2>四、证据</h2>
      {evidence.length === 0 ? <p>没有照片和附件。</p> : null}
      <ul className="file-evidence">
        {evidence.map(({ at, title, file }, i) => (
          <li key={file.id}>
            {file.kind === 'image' ? <img src={file.thumbnailUrl ?? file.url} alt={`证据 ${i + 1}：${file.name}`} width={170} height={128} /> : <span className="file-other">{file.kind === 'audio' ? `录音${file.seconds === undefined ? '' : ` ${file.seconds} 秒`}` : '文件'}</span>}
            <span>{i + 1}. {title} {exactText(at)}<br />{file.name}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
