import type { RoutineRow } from '@yihu/contracts'

/** How something is done, by what standard, and what everybody says: carried with the plan, so that it is read without signal too. */
export function RoutineTexts({ form: { how, standards = '', wording = '' } }: { form: RoutineRow['form'] }) {
  const texts = [{ label: '怎样做', text: how }, { label: '统一标准', text: standards }, { label: '统一口径', text: wording }].filter(({ text }) => text !== '')
  return (
    <section className="card" aria-label="怎样做">
      {texts.map(({ label, text }) => (
        <p key={label} style={{ whiteSpace: 'pre-line' }}>
          <strong>{label}</strong>　{text}
        </p>
      ))}
    </section>
  )
}
