import { SCENARIO_ICONS } from '@yihu/ui'
import './scenario-icon.css'

/** What a scenario looks like; its name stands beside it. */
export function ScenarioIcon({ icon }: { readonly icon: string }) {
  return <svg className="scenario-icon" viewBox="0 0 24 24" aria-hidden="true"><path d={SCENARIO_ICONS[icon]} /></svg>
}
