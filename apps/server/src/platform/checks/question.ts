import type { ChecklistForm } from '@yihu/contracts'
import type { z } from 'zod'

type Item = Omit<z.input<typeof ChecklistForm>['items'][number], 'id'>

/** A checklist whose items get their ids in order. */
export type Written = Omit<z.input<typeof ChecklistForm>, 'items'> & { readonly items: readonly Item[] }

interface About {
  readonly group?: string
  readonly classCode: string
  readonly photo?: Item['photo']
}

/** A question that should be answered with yes; a no is a danger. */
export function should(text: string, { group = '', classCode, photo = 'danger' }: About): Item {
  return { group, text, kind: 'yes-no', dangerWhen: { is: ['no'] }, classCode, photo }
}

/** A question that should be answered with no; a yes is a danger. */
export function shouldNot(text: string, about: About): Item {
  return { ...should(text, about), dangerWhen: { is: ['yes'] } }
}
