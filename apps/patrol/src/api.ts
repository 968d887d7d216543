import { createClient } from '@yihu/client'

export const API = '/api/v1'

/** The server; the session travels as a cookie of our own origin. */
export const api = createClient({ base: API })
