import { usePhone } from '../store/phone.ts'
import { Head, Warnings } from '../ui/parts.tsx'

/** The checklists in use. */
export function ChecksPage() {
  const { checklists } = usePhone()
  return (
    <>
      <Head title="检查" up="today" />
      <main className="main">
        <Warnings />
        {(checklists ?? []).length === 0 && <p className="soft">手机里没有检查表。有网时会自动取。</p>}
        <ul className="list">
          {(checklists ?? []).map(({ id, name, purpose, version, items }) => (
            <li key={id}><a className="row" href={`#/check/${id}`}><span className="row-body"><span className="row-title">{name}</span><br /><span className="soft">{purpose}</span><br /><span className="soft">{items.length} 项 · 第 {version} 版</span></span></a></li>
          ))}
        </ul>
      </main>
    </>
  )
}
