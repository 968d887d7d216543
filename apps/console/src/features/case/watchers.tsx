import { useQuery } from '@tanstack/react-query'
import { Tooltip } from 'antd'
import { useEffect } from 'react'
import { attendCase } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { useMe } from '../../app/session.ts'
import { agoText } from '../../app/time.ts'

/** How often a page that is looked at says so; the server forgets it after 50 seconds. */
const EVERY_MS = 20_000

/** Says that we are here, and who else is: before two people do the same work. Whoever only looks as somebody else is not there. */
export function Watchers({ id }: { readonly id: string }) {
  return useMe()?.seeing ? null : <Present id={id} />
}

function Present({ id }: { readonly id: string }) {
  const here = useQuery({
    queryKey: ['presence', id],
    queryFn: ({ signal }) => api.call(attendCase, { params: { id }, body: {}, signal }),
    refetchInterval: EVERY_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  useEffect(() => () => {
    // Whoever goes says so; where that fails the server finds out by itself.
    api.call(attendCase, { params: { id }, body: { isLeaving: true } }).catch(() => {})
  }, [id])
  const people = here.data?.people ?? []
  return (
    <span className="watchers" aria-live="polite">
      {people.map(({ id: who, name, since }) => (
        <Tooltip key={who} title={`${agoText(since)}打开了这件案子`}><span className="watcher">◐ {name} 也在看</span></Tooltip>
      ))}
    </span>
  )
}
