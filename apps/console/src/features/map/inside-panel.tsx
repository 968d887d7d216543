import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { errorOf } from '@yihu/client'
import { exportInside, listInside, MOST_INSIDE } from '@yihu/contracts'
import type { BodyOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, textOf } from '../../app/conditions.tsx'
import { saveFile } from '../../app/save-file.ts'
import { useCan } from '../../app/session.ts'
import { addressOf } from './map-search.ts'
import { groundText } from './use-drawing.ts'

type Asked = BodyOf<typeof listInside>

/** What lies in the drawn shape: numbers by layer, then each thing with the way to its page. */
export function InsidePanel({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }) {
  const can = useCan()
  const found = useQuery({ queryKey: ['layers', 'inside', asked], queryFn: ({ signal }) => api.call(listInside, { body: asked, signal }), placeholderData: (last) => last })
  const sheet = useMutation({ mutationFn: () => fetchSheet(asked) })
  return (
    <section className="one-map-inside card" aria-label="圈里有什么">
      <div className="one-map-things-head"><h2>圈里有什么{found.data ? `（${groundText(found.data.squareMetres)}）` : ''}</h2><Button type="text" size="small" onClick={onClose}>关闭</Button></div>
      {found.isPending ? <Loading rows={3} /> : found.data === undefined ? <Failed error={found.error} retry={() => void found.refetch()} /> : (
        <>
          {found.data.layers.map(({ id, name, unit, count, card, things }) => (
            <details key={id} open={things.length > 0 && things.length <= 10}>
              <summary>{name}：{count} {unit}</summary>
              <ul>{things.map((thing) => <InsideThing key={thing.id} card={card} thing={thing} />)}</ul>
              {count > things.length && things.length > 0 ? <p className="soft">只列出前 {MOST_INSIDE} 个；全部可以导出。</p> : null}
            </details>
          ))}
          <p className="soft">楼栋、网格按中心在不在圈里算；诉求热力是近 90 天的，按 50 米格子的中心算，只是约数；人数只按整个网格，不随圈的形状变。</p>
          {sheet.isError ? <Alert type="error" showIcon role="alert" title={textOf(sheet.error)} /> : null}
          {can('export.make') ? <Button size="small" loading={sheet.isPending} onClick={() => sheet.mutate()}>导出表格</Button> : null}
        </>
      )}
    </section>
  )
}

function InsideThing({ card, thing: { title, word, facts } }: { readonly card: string | null; readonly thing: { readonly title: string; readonly word: string; readonly facts: Readonly<Record<string, unknown>> } }) {
  const address = addressOf(card, facts)
  return <li>{address === null ? title : <Link to={address}>{title}</Link>}{word ? <span className="soft"> · {word}</span> : null}</li>
}

/** The sheet comes as bytes, a refusal as our usual error. */
async function fetchSheet(asked: Asked): Promise<void> {
  const answer = await fetch(api.address(exportInside, { body: asked }), { method: exportInside.method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked) })
  if (!answer.ok) throw errorOf(answer.status, await answer.json().catch(() => null))
  saveFile(await answer.blob(), '圈选.xlsx')
}
