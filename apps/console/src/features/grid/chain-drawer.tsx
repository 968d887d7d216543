import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer } from 'antd'
import type { AnswerOf, gridChain } from '@yihu/contracts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { chainQuery } from './grid-queries.ts'
import './grid.css'

interface ChainDrawerProps {
  readonly path: string
  /** Of one household; without: of the building. */
  readonly household?: string
  readonly onClose: () => void
}

/** From the street to the door: who stands between, level by level. */
export function ChainDrawer({ path, household, onClose }: ChainDrawerProps) {
  return <Drawer open title="整条链：从街道到门口" size={440} onClose={onClose}><Chain path={path} household={household} /></Drawer>
}

function Chain({ path, household }: { readonly path: string; readonly household: string | undefined }) {
  const found = useQuery(chainQuery(path, household))
  if (found.isPending) return <Loading rows={8} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { place, network, contacts, visits } = found.data
  return (
    <>
      <p className="soft">{place}</p>
      <h2>五级网络</h2>
      <ol className="grid-chain">
        {network.map(({ level, levelName, area, organisation, people, gap }) => (
          <li key={level}>
            <strong>{levelName}</strong>　<span className="soft">{area}</span>
            {organisation ? <p><Link to="/registers" search={{ of: 'organisation', at: organisation.id }}>{organisation.name}</Link></p> : null}
            {people.map(({ role, name, personId }) => <p key={`${role}${name}`}><span className="soft">{role}</span>　{personId ? <Link to="/registers" search={{ of: 'person', at: personId }}>{name}</Link> : name}</p>)}
            {gap ? <p className="tone-amber">△ {gap}</p> : null}
          </li>
        ))}
      </ol>
      <h2>六级挂包</h2>
      <ol className="grid-chain">
        {contacts.map(({ level, levelName, people }) => <li key={level}><span className="soft">{levelName}</span><p>{people.length === 0 ? <span className="soft">没有登记</span> : people.map(({ personId, name }, at) => <span key={personId}>{at > 0 ? '、' : ''}<Link to="/registers" search={{ of: 'person', at: personId }}>{name}</Link></span>)}</p></li>)}
      </ol>
      {household ? <LastVisits visits={visits} /> : null}
    </>
  )
}

function LastVisits({ visits }: Pick<AnswerOf<typeof gridChain>, 'visits'>) {
  return (
    <>
      <h2>最近谁来过</h2>
      {visits.length === 0 ? <p className="soft">还没有上门的记录</p> : <ol className="grid-chain">{visits.map(({ at, by, resultName }) => <li key={at}><When at={at} />　{by}　{resultName}</li>)}</ol>}
    </>
  )
}
