import { createSnapshot } from '../../kernel/db/index.ts'
import { fill } from './fill.ts'
import type { Wording } from './fill.ts'
import { readTemplates } from './repo-template.ts'
import { templateOf } from './template-book.ts'
import type { TemplateKey } from './template-book.ts'

/** The words in use. */
export interface Phrases {
  /** A text with its places filled. */
  say(key: TemplateKey, values: Readonly<Record<string, string>>): Wording
}

/** The texts of a context's database; never older than the last committed change. */
export const phrasesOf = createSnapshot({
  name: 'notice_template',
  load: async (db): Promise<Phrases> => {
    const own = new Map((await readTemplates(db)).map((row) => [row.key, row]))
    return { say: (key, values) => fill(own.get(key) ?? templateOf(key), values) }
  },
})
