import type { RoutineRow } from '@yihu/contracts'
import { routineTexts } from '@yihu/domain'

/** How something is done, by what standard, and what everybody says: the street's own words, before the eyes of whoever visits. */
export function RoutineTexts({ form }: { readonly form: RoutineRow['form'] }) {
  return <dl className="facts">{routineTexts(form).map(({ label, text }) => <div className="fact" key={label}><dt>{label}</dt><dd className="grid-words">{text}</dd></div>)}</dl>
}
