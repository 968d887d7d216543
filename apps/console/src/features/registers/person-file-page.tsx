import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { listAccesses, personFile } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { NoPermission, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { exactText } from '../../app/time.ts'
import '../mediation/mediation.css'
import './registers.css'

/** On paper for the person: all that is kept about them, or who looked at it; each time it is fetched is on record. */
export function PersonFilePage() {
  const can = useCan()
  const { id = '' } = useParams({ strict: false })
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['pool', 'person', id, 'accesses'] })
  const file = useMutation({ mutationFn: (purpose: string) => api.call(personFile, { params: { id }, body: { purpose } }), onSettled, gcTime: 0 })
  const looks = useMutation({ mutationFn: () => api.call(listAccesses, { params: { id }, query: { print: 'true' } }), onSettled, gcTime: 0 })
  if (!can('person.reveal')) return <NoPermission what="本人的全部信息" />
  const error = file.error ?? looks.error
  return (
    <div className="med-print">
      <div className="med-print-tools">
        <Link to="/registers" search={{ of: 'person', at: id }}>‹ 返回卡片</Link>
        <Button loading={looks.isPending} onClick={() => { file.reset(); looks.mutate() }}>只调出谁看过（记一笔）</Button>
        <Button type="primary" disabled={!file.data && !looks.data} onClick={() => globalThis.print()}>打印</Button>
      </div>
      {can('person.erase') && !file.data ? (
        <section className="card register-file-ask" aria-label="调出全部信息">
          <Form<{ purpose: string }> layout="vertical" requiredMark={false} onFinish={({ purpose }) => { looks.reset(); file.mutate(purpose) }}>
            <Form.Item name="purpose" label="本人申请的情况" extra="例如：本人持身份证到窗口申请查阅。调出一次记入审计一次，本人可以知道。" rules={[{ required: true, whitespace: true, message: '请写本人申请的情况' }]}><Input maxLength={200} /></Form.Item>
            <Button type="primary" htmlType="submit" loading={file.isPending}>调出全部信息</Button>
          </Form>
        </section>
      ) : null}
      {error ? <Alert type="error" showIcon role="alert" title={textOf(error)} /> : null}
      {file.data ? <Paper file={file.data} /> : null}
      {looks.data ? <article className="paper"><h1>谁看过 {looks.data.person} 的个人信息</h1><p className="paper-number">截至 {exactText(looks.data.asOf)}</p><Looks accesses={looks.data.accesses} /></article> : null}
    </div>
  )
}

function Paper({ file }: { readonly file: AnswerOf<typeof personFile> }) {
  return (
    <article className="paper">
      <h1>本人的全部信息</h1>
      <p className="paper-number">{exactText(file.madeAt)} 由 {file.madeBy} 提供</p>
      <h2>一、登记的内容和来源</h2>
      <table><tbody>{Object.entries(file.person).map(([label, text]) => <tr key={label}><th scope="row">{label}</th><td>{text}</td><td>{file.facts[label]?.filter(Boolean).join('，')}</td></tr>)}</tbody></table>
      <h2>二、关系</h2>
      <Items texts={file.relations} none="没有登记关系。" />
      <h2>三、标签</h2>
      <p>{file.tags.join('、') || '没有标签。'}</p>
      <h2>四、改过什么</h2>
      <Items texts={file.history.map(({ at, by, text }) => `${exactText(at)} ${by}：${text}`)} none="登记以后没有改过。" />
      <h2>五、看护、走访里记着的</h2>
      {file.kept.length === 0 ? <p>没有。</p> : file.kept.map(({ name, lines }) => <section key={name}><h3>{name}</h3><Items texts={lines} none="没有。" /></section>)}
      <h2>六、谁看过</h2>
      <Looks accesses={file.accesses} />
    </article>
  )
}

function Looks({ accesses }: { readonly accesses: AnswerOf<typeof listAccesses>['accesses'] }) {
  return <Items texts={accesses.map(({ at, by, whatName, fields, purpose }) => `${exactText(at)} ${by} ${whatName}${fields.length > 0 ? `：${fields.join('、')}` : ''}，${purpose}`)} none="没有人看过。" />
}

function Items({ texts, none }: { readonly texts: readonly string[]; readonly none: string }) {
  // Two lines may read alike.
  return texts.length === 0 ? <p>{none}</p> : <ol className="register-paper-list">{texts.map((text, at) => <li key={`${at} ${text}`}>{text}</li>)}</ol>
}
