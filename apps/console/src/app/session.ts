import { queryOptions, useQuery } from '@tanstack/react-query'
import { whoAmI } from '@yihu/contracts'
import type { Me } from '@yihu/contracts'
import { api } from './api.ts'

/** The permission names that the server gives out and that pages ask for. */
export type Permission =
  | 'case.read' | 'case.register' | 'case.accept' | 'case.verify' | 'case.file' | 'case.dispatch' | 'case.handle' | 'case.check' | 'case.approve' | 'case.urge' | 'case.reveal'
  | 'export.make' | 'export.approve' | 'export.template' | 'shift.read' | 'shift.edit' | 'shift.handover'
  | 'model.read' | 'model.train' | 'cluster.read' | 'cluster.refresh' | 'prevention.read' | 'prevention.open'
  | 'indicator.read' | 'alarm.read' | 'alarm.act' | 'alarm.drill' | 'scenario.read' | 'scenario.edit' | 'care.read' | 'care.edit' | 'care.reveal'
  | 'device.read' | 'device.edit' | 'device.command' | 'letter.read' | 'letter.replay'
  | 'check.read' | 'check.edit' | 'check.publish' | 'check.sanction' | 'track.walk' | 'track.coverage'
  | 'mediation.read' | 'mediation.write' | 'mediation.reveal' | 'deliberation.read' | 'deliberation.write' | 'deliberation.count' | 'deliberation.reveal'
  | 'pool.read' | 'pool.write' | 'pool.govern' | 'sensitive.read' | 'sensitive.propose' | 'sensitive.approve' | 'sensitive.export' | 'person.erase' | 'person.read' | 'person.reveal' | 'person.merge' | 'count.state' | 'count.settle' | 'import.run' | 'area.read' | 'area.edit' | 'code.manage' | 'catalogue.read' | 'catalogue.edit' | 'notice.edit' | 'key.manage' | 'user.see-as' | 'calendar.edit' | 'duty.read' | 'duty.draft' | 'duty.edit' | 'user.manage' | 'user.create' | 'unit.manage' | 'power.read' | 'power.manage' | 'power.score' | 'audit.read' | 'service.read' | 'service.edit' | 'service.desk' | 'story.edit' | 'story.approve' | 'activity.people' | 'grid.read' | 'grid.visit' | 'grid.leave' | 'grid.routine'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.call(whoAmI, { signal }),
  staleTime: 60_000,
  retry: false,
})

/** Who is logged in; pages inside the shell always have it. */
export function useMe(): Me | undefined {
  return useQuery(meQuery).data
}

/** Asks whether the person may do something. */
export function useCan(): (permission: Permission) => boolean {
  const me = useMe()
  return (permission) => may(me, permission)
}

/** Whether a person has a permission. */
export function may(me: Me | undefined, permission: Permission): boolean {
  return me?.permissions.includes(permission) ?? false
}
