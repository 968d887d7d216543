import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { listOfficers } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Loading, textOf } from '../../app/conditions.tsx'

/** The three officers who keep one another in check, and what is missing among them. */
export function Officers() {
  const officers = useQuery({ queryKey: ['users', 'officers'], queryFn: ({ signal }) => api.call(listOfficers, { signal }) })
  return (
    <section className="card officers" aria-label="三员">
      <h2>三员</h2>
      <p className="soft">系统管理、安全保密、安全审计三个岗位互相制约，一个人只能担任一个；任命和撤换只有安全保密管理员能做。</p>
      {officers.isPending ? <Loading rows={2} /> : null}
      {officers.isError ? <p className="tone-amber">{textOf(officers.error)}</p> : null}
      {officers.data?.problems.map((problem) => <Alert key={problem} type="warning" showIcon title={problem} />)}
      <div className="officer-duties">
        {officers.data?.duties.map(({ role, name, mayDo, holders }) => (
          <div key={role}>
            <h3>{name}</h3>
            <p>{holders.length === 0 ? <span className="tone-amber">◆ 没有人</span> : holders.map((one, i) => <span key={one.id}>{i > 0 ? '、' : ''}{one.name}<span className="soft">（{one.username}{one.isActive ? '' : '，停用'}）</span></span>)}</p>
            <p className="soft">{mayDo}</p>
          </div>
        ))}
      </div>
    </section>
  )
}
