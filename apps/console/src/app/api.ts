import { createClient } from '@yihu/client'

/** The server on the same origin, by session cookie. */
export const api = createClient({ base: '/api/v1' })
