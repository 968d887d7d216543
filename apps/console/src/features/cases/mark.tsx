import { markOf, MARKS } from '@yihu/ui'

/** The mark of a case: colour, shape and word. */
export function CaseMark({ of, isWordShown = true }: { readonly of: Parameters<typeof markOf>[0]; readonly isWordShown?: boolean }) {
  const { shape, word, tone } = MARKS[markOf(of)]
  return (
    <span className={`mark tone-${tone}`}>
      <span aria-hidden="true">{shape}</span>
      <span className={isWordShown ? '' : 'unseen'}> {word}</span>
    </span>
  )
}
