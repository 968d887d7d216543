import { Button } from 'antd'

const ACCOUNTS = [
  ['accept', '受理员'], ['dispatch', '派遣员'], ['duty', '值班长'], ['community01', '一社区'], ['grid001', '第 1 网格'], ['urban', '区级部门'],
  ['property01', '物业'], ['enterprise01', '园区企业'], ['admin', '系统管理员'], ['security', '安全保密'], ['auditor', '审计员'],
] as const

/** The accounts of the demo street; shown only by a server that runs demo data. */
export function DemoAccounts({ onPick }: { readonly onPick: (username: string) => void }) {
  return (
    <section className="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">演示数据</h2>
      <p>这里的街道、人和事都是虚构的。选一个账号会填好用户名和密码（密码都是 <code>yihu-demo</code>）。</p>
      <div className="demo-accounts">
        {ACCOUNTS.map(([username, role]) => <Button key={username} size="small" onClick={() => onPick(username)}>{role} <code>{username}</code></Button>)}
      </div>
    </section>
  )
}
