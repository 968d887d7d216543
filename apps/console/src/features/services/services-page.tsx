import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { BookingList } from './booking-list.tsx'
import { ConsentList } from './consent-list.tsx'
import { ItemList } from './item-list.tsx'
import { readServicesSearch } from './services-search.ts'
import type { ServicesSearch } from './services-search.ts'

/** 民生事项: what residents can have done, and who has an appointment for it. */
export function ServicesPage() {
  const can = useCan()
  return can('service.read') ? <Services /> : <NoPermission what="民生事项" />
}

function Services() {
  const can = useCan()
  const navigate = useNavigate()
  const { tab, day, state } = readServicesSearch(useSearch({ strict: false }))
  const go = (search: ServicesSearch) => void navigate({ to: '/services', search, replace: true })
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>民生事项</h1></div>
      <Tabs activeKey={can('service.desk') && tab ? tab : 'items'} destroyOnHidden onChange={(key) => go(readServicesSearch({ tab: key }))} items={[
        { key: 'items', label: '事项', children: <ItemList /> },
        ...(can('service.desk') ? [{ key: 'bookings', label: '预约', children: <BookingList day={day} state={state} onChange={(next) => go(readServicesSearch({ tab: 'bookings', day, state, ...next }))} /> }, { key: 'consents', label: '家人代办同意书', children: <ConsentList /> }] : []),
      ]} />
    </div>
  )
}
