/** Signs a demo account in and answers its Bearer header. */
export async function signIn(url: string, username: string): Promise<{ authorization: string }> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password: 'yihu-demo' }),
  })
  const { token } = (await answer.json()) as { token?: string } // the contract of POST /session
  if (!token) throw new Error(`cannot sign in as ${username}: ${answer.status}`)
  return { authorization: `Bearer ${token}` }
}
