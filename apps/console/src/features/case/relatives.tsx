import { Link } from '@tanstack/react-router'
import type { CaseDetail } from '@yihu/contracts'

/** Parent, children and cases merged into this one. */
export function Relatives({ detail: { parent, children, merged } }: { readonly detail: CaseDetail }) {
  const groups = [
    ['上级案件', parent ? [{ ...parent, stateLabel: '' }] : []],
    ['分解的子案件', children],
    ['并入的案件', merged.map((one) => ({ ...one, stateLabel: '' }))],
  ] as const
  const shown = groups.filter(([, cases]) => cases.length > 0)
  if (shown.length === 0) return null
  return (
    <section className="card">
      {shown.map(([name, cases]) => (
        <div key={name}>
          <h2>{name} {cases.length > 1 ? cases.length : ''}</h2>
          <ul className="relatives">
            {cases.map(({ id, number, title, stateLabel }) => (
              <li key={id}><Link to="/cases/$id" params={{ id }}>{number} {title}</Link>{stateLabel ? <span className="soft"> {stateLabel}</span> : null}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
