import type { RoutineRow } from '@yihu/contracts'
import { routineTexts } from '@yihu/domain'

/** How something is done, by what standard, and what everybody says: carried with the plan, so that it is read without signal too. */
export function RoutineTexts({ form }: { form: RoutineRow['form'] }) {
  return (
    <section className="card" aria-label="怎样做">
      {routineTexts(form).map(({ label, text }) => (
        <p key={label} style={{ whiteSpace: 'pre-line' }}>
          <strong>{label}</strong>　{text}
        </p>
      ))}
    </section>
  )
}
