import type { CaseRow } from '@yihu/contracts'

/** Where a case is, in one short line: the community and the address, or the chain of areas when there is no address. */
export function placeText({ areaName, address }: Pick<CaseRow, 'areaName' | 'address'>): string {
  if (!address) return areaName
  const community = areaName.split(' / ')[0] ?? ''
  return community === '' || address.includes(community) ? address : `${community} · ${address}`
}
