import type { RoutineRow } from '@yihu/contracts'

/** How something is done, by what standard, and what everybody says: the street's own words, before the eyes of whoever visits. */
export function RoutineTexts({ form: { how, standards = '', wording = '' } }: { readonly form: RoutineRow['form'] }) {
  const texts = [{ label: '怎样做', text: how }, { label: '统一标准', text: standards }, { label: '统一口径', text: wording }].filter(({ text }) => text !== '')
  return <dl className="facts">{texts.map(({ label, text }) => <div className="fact" key={label}><dt>{label}</dt><dd className="grid-words">{text}</dd></div>)}</dl>
}
