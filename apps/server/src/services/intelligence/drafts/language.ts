import { z } from 'zod'

/** A language model of the house's own network; it gets numbered facts and answers text, nothing else. */
export interface LanguageModel {
  readonly name: string
  /** @throws LanguageError */
  readonly write: (asked: { readonly rules: string; readonly facts: string }) => Promise<string>
}

/** Where a model is reached (OpenAI-compatible). */
export interface LanguageSetting {
  /** Base address, e.g. `http://10.0.0.5:8000/v1`. */
  readonly url: string
  readonly model: string
  readonly key: string | undefined
}

/** The model did not answer as it should; the message is for people and carries nothing of the answer. */
export class LanguageError extends Error {}

const MOST_MS = 60_000
const MOST_BYTES = 256 * 1024
const MOST_TOKENS = 800
const Answer = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) })

/**
 * A model behind an OpenAI-compatible address. Only that address is asked: redirects are refused, time and size of the
 * answer are bounded, nothing is tried twice.
 */
export function openLanguageModel({ url, model, key }: LanguageSetting, { mostMs = MOST_MS }: { readonly mostMs?: number } = {}): LanguageModel {
  const address = new URL('chat/completions', url.endsWith('/') ? url : `${url}/`)
  return {
    name: model,
    async write({ rules, facts }) {
      const body = JSON.stringify({ model, temperature: 0, max_tokens: MOST_TOKENS, stream: false, messages: [{ role: 'system', content: rules }, { role: 'user', content: facts }] })
      try {
        const answer = await fetch(address, {
          method: 'POST', redirect: 'error', signal: AbortSignal.timeout(mostMs), body,
          headers: { 'content-type': 'application/json', accept: 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
        })
        if (!answer.ok) throw new LanguageError(`模型回答了 ${answer.status}`)
        const parsed = Answer.safeParse(JSON.parse(await readBounded(answer)))
        if (!parsed.success) throw new LanguageError('模型的回答不是约定的格式')
        return parsed.data.choices[0]?.message.content ?? ''
      } catch (error) {
        if (error instanceof LanguageError) throw error
        if (error instanceof SyntaxError) throw new LanguageError('模型的回答不是约定的格式', { cause: error })
        throw new LanguageError(error instanceof Error && error.name === 'TimeoutError' ? '模型没有在规定时间内回答' : '连不上模型', { cause: error })
      }
    },
  }
}

async function readBounded({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of body ?? []) {
    bytes += part.byteLength
    if (bytes > MOST_BYTES) throw new LanguageError('模型的回答太长')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
