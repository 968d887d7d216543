import { getRouteApi } from '@tanstack/react-router'
import { CaseView } from './case-view.tsx'

const route = getRouteApi('/shell/cases/$id')

/** A case on a page of its own. */
export function CasePage() {
  const { id } = route.useParams()
  return <CaseView key={id} id={id} isPage />
}
