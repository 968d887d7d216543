import { createSnapshot } from '../../../kernel/db/index.ts'
import type { ClassReader } from '../../../platform/catalogue/index.ts'
import { unpackModel } from '../text/pack.ts'
import { wordsOf } from '../text/words.ts'
import { readerOf } from './reader.ts'
import { readCurrent } from './repo-model.ts'

/** Reads texts with the model in force; null while none is. In memory, loaded anew when another is switched on. */
export const classReaderOf = createSnapshot({
  name: 'text_model',
  load: async (db): Promise<ClassReader | null> => {
    const current = await readCurrent(db)
    if (!current) return null
    wordsOf('词典') // loaded now rather than while somebody waits
    return readerOf(unpackModel(current.weights), current.figures.pool)
  },
})
