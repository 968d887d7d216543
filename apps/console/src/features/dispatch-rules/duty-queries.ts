import { queryOptions } from '@tanstack/react-query'
import { checkDutyRules, listDutyProposals, listDutyRules, listDutyVersions, listUnitLoad, showDutyDraft, showDutyVersion, simulateDuty } from '@yihu/contracts'
import { api } from '../../app/api.ts'

/** What every query about rules begins with: one change makes all of them old. */
export const DUTY_KEY = ['duty'] as const

export const rulesQuery = queryOptions({ queryKey: [...DUTY_KEY, 'rules'], queryFn: ({ signal }) => api.call(listDutyRules, { signal }) })

export const draftQuery = queryOptions({ queryKey: [...DUTY_KEY, 'draft'], queryFn: ({ signal }) => api.call(showDutyDraft, { signal }) })

/** What is wrong with the rules as drafted; asked anew with every revision. */
export function findingsQuery(revision: number) {
  return queryOptions({ queryKey: [...DUTY_KEY, 'findings', revision], queryFn: ({ signal }) => api.call(checkDutyRules, { signal }), placeholderData: (last) => last })
}

export function proposalsQuery(revision: number) {
  return queryOptions({ queryKey: [...DUTY_KEY, 'proposals', revision], queryFn: ({ signal }) => api.call(listDutyProposals, { signal }), placeholderData: (last) => last })
}

/** Past cases by this revision of the draft. */
export function simulationQuery(revision: number, days: number) {
  return queryOptions({ queryKey: [...DUTY_KEY, 'simulation', revision, days], queryFn: ({ signal }) => api.call(simulateDuty, { query: { days }, signal }), staleTime: 60_000 })
}

export const versionsQuery = queryOptions({ queryKey: [...DUTY_KEY, 'versions'], queryFn: ({ signal }) => api.call(listDutyVersions, { signal }) })

export function versionQuery(number: number) {
  return queryOptions({ queryKey: [...DUTY_KEY, 'version', number], queryFn: ({ signal }) => api.call(showDutyVersion, { params: { number }, signal }) })
}

/** What units have in hand; a minute old is fresh enough. */
export const unitLoadQuery = queryOptions({ queryKey: ['unit-load'], queryFn: ({ signal }) => api.call(listUnitLoad, { signal }), staleTime: 60_000 })
