import { Fault } from '@yihu/contracts'
import { digitsOf } from '../phone.ts'

/** The telephone somebody acts by: the one they wrote, else their own of the login; it is verified where it is that one. @throws input-invalid without either */
export function telephoneOf(written: string | undefined, own: string | null): { readonly phone: string; readonly isVerified: boolean } {
  const phone = written ?? own
  if (phone === null) throw new Fault('input-invalid', { fields: { phone: '请填写电话，或者先用手机验证码登录' } })
  return { phone, isVerified: own !== null && digitsOf(phone) === digitsOf(own) }
}
