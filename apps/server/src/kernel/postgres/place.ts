import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, chownSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import type { Account } from './account.ts'

/** The folders and files of one cluster. */
export interface Place {
  readonly root: string
  readonly data: string
  /** Folder of the Unix socket; short enough for the kernel's 107 bytes. */
  readonly run: string
  readonly password: string
  readonly log: string
  readonly leases: string
  /** Where a reachable set of programs may be put. */
  readonly engines: string
}

const SHARED = '/var/lib/yihu'
const SOCKET_NAME = '/.s.PGSQL.5432'
const LONGEST_SOCKET = 107

/**
 * Where the cluster of `home` lies: `home/pg`, or, when root runs the server and `account` cannot reach that folder,
 * a folder under /var/lib/yihu that `home/pg/location` names; both must be reachable for that user.
 */
export function findPlace(home: string, account: Account | undefined): Place {
  mkdirSync(path.join(home, 'pg'), { recursive: true })
  const own = realpathSync(path.join(home, 'pg'))
  const root = account && !canReach(own, account) ? sharedRoot(own) : own
  const place: Place = {
    root,
    data: path.join(root, 'data'),
    run: socketFolder(root),
    password: path.join(root, 'password'),
    log: path.join(root, 'postgres.log'),
    leases: path.join(root, 'leases'),
    engines: account ? SHARED : path.join(root, 'engines'),
  }
  mkdirSync(place.run, { recursive: true, mode: 0o700 })
  if (account) {
    chmodSync(root, 0o711)
    chownSync(place.run, account.uid, account.gid)
  }
  return place
}

function canReach(folder: string, account: Account): boolean {
  try {
    execFileSync(process.platform === 'linux' ? '/bin/sh' : 'sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const Claim = z.object({ root: z.string(), home: z.string(), token: z.string() })
type Claim = z.infer<typeof Claim>

/**
 * The shared folder of this home; `home/pg/location` and `root/owner` hold the same random token. A home that was
 * moved keeps its database, a copied or emptied home gets a new one.
 */
function sharedRoot(own: string): string {
  const known = readClaim(path.join(own, 'location'))
  const owner = known && readClaim(path.join(known.root, 'owner'))
  if (known && owner?.token === known.token && (owner.home === own || readClaim(path.join(owner.home, 'location'))?.token !== owner.token)) {
    return writeClaim({ ...known, home: own })
  }
  const token = randomBytes(12).toString('hex')
  return writeClaim({ root: path.join(SHARED, token.slice(0, 12)), home: own, token })
}

function readClaim(file: string): Claim | undefined {
  try {
    return Claim.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

function writeClaim(claim: Claim): string {
  mkdirSync(claim.root, { recursive: true, mode: 0o711 })
  chmodSync(SHARED, 0o755)
  writeFileSync(path.join(claim.root, 'owner'), JSON.stringify(claim))
  writeFileSync(path.join(claim.home, 'location'), JSON.stringify(claim))
  return claim.root
}

function socketFolder(root: string): string {
  const short = createHash('sha256').update(root).digest('hex').slice(0, 12)
  const candidates = [path.join(root, 'run'), path.join(os.tmpdir(), `yihu-${short}`), path.join('/tmp', `yihu-${short}`)]
  const fits = candidates.find((folder) => Buffer.byteLength(folder + SOCKET_NAME) <= LONGEST_SOCKET)
  if (!fits) throw new Error('no folder short enough for a Unix socket')
  return fits
}
