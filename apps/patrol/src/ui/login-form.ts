/** What the login form says beside its two fields. */
export interface LoginWords {
  /** Why there is nothing on the phone any more. */
  readonly farewell: string | null
  /** The session ran out: whose. */
  readonly expired: { readonly name: string; readonly username: string } | null
  readonly problem: { readonly code: string; readonly text: string } | null
}

export interface LoginEntry {
  readonly username: string
  readonly password: string
  readonly totp?: string
}

const part = <T extends Element>(selector: string, kind: new () => T): T => {
  const found = document.querySelector(`#login ${selector}`)
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`)
  return found
}

/**
 * The login form stands in the page itself, so that a name can be typed while the app is still on its way; what was typed
 * stays. Shows or hides it.
 */
export function showLogin(isShown: boolean): void {
  const login = document.querySelector<HTMLElement>('#login')
  if (login) login.hidden = !isShown
}

/** Says what is to be said; the six digits are asked for when the account wants them. */
export function sayAtLogin({ farewell, expired, problem }: LoginWords): void {
  say('farewell', farewell)
  say('expired', expired && `${expired.name}，请重新登录，接着传手机里的内容。`)
  say('problem', problem?.text ?? null)
  part('[data-say="later"]', HTMLButtonElement).hidden = !expired
  part('[data-say="totp"]', HTMLElement).hidden = !problem?.code.startsWith('totp')
  const name = part('[name="username"]', HTMLInputElement)
  if (expired && name.value === '') name.value = expired.username
}

function say(what: string, text: string | null): void {
  const line = part(`[data-say="${what}"]`, HTMLElement)
  line.hidden = text === null
  line.textContent = text
}

/** Takes entries from now on, one at a time, and forgets one that was let in; `null`: this place cannot keep sealed things, so nobody logs in. */
export function takeLogin(submit: ((entry: LoginEntry) => Promise<'in' | 'out'>) | null, later: () => void): void {
  const [form, button] = [part('form', HTMLFormElement), part('[type="submit"]', HTMLButtonElement)]
  part('[data-say="later"]', HTMLButtonElement).addEventListener('click', later)
  if (!submit) return void (form.hidden = true)
  const busy = (isBusy: boolean) => {
    button.disabled = isBusy
    button.textContent = isBusy ? '正在登录…' : '登录'
  }
  busy(false)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const entered = new FormData(form)
    const [username = '', password = '', totp = ''] = ['username', 'password', 'totp'].map((name) => String(entered.get(name) ?? '').trim())
    busy(true)
    const taken = submit({ username, password, ...(totp ? { totp } : {}) })
    void taken.then((phase) => { if (phase === 'in') form.reset() }).finally(() => busy(false))
  })
}
