import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../cli/main.ts', import.meta.url))

/** `yihu demo load` on the same installation, in a process of its own: what a whole street takes in memory is given back. @throws Error when it fails; what it said is on standard error */
export async function loadDemoApart(): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, CLI, 'demo', 'load'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve)
    child.on('error', reject)
  })
  if (code !== 0) throw new Error(`the demo street was not loaded (${code ?? 'killed'})`)
}
