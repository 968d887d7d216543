import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import type { TestDatabase } from '../../test/database.ts'
import { checkVault, createVault, openVault } from './crypto.ts'
import { openDb } from './db/index.ts'

const vault = createVault(Buffer.alloc(32, 7))

it('国密算法与标准向量一致：SM3（GB/T 32905）、SM4（GB/T 32907）', () => {
  expect(createHash('sm3').update('abc').digest('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex')
  const stream = createCipheriv('sm4-ctr', key, key).update(Buffer.alloc(16))
  expect(stream.toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
})

describe('个人信息加密', () => {
  it('密文能还原，同一内容每次密文不同', () => {
    for (const text of ['', '13812345678', '山东省淄博市张店区', '😀'.repeat(1000)]) expect(vault.open('reporter.phone', vault.seal('reporter.phone', text))).toBe(text)
    expect(vault.seal('a', 'x').equals(vault.seal('a', 'x'))).toBe(false)
  })

  it('密文里没有明文', () => {
    expect(vault.seal('reporter.phone', '13812345678').includes('13812345678')).toBe(false)
  })

  it('改动任何一个字节都打不开', () => {
    const sealed = vault.seal('a', '张三')
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(() => vault.open('a', changed), `byte ${at}`).toThrow('cannot be opened')
    }
    for (let length = 0; length < sealed.length; length++) expect(() => vault.open('a', sealed.subarray(0, length))).toThrow('cannot be opened')
  })

  it('挪到别的字段、换一把主密钥都打不开', () => {
    const sealed = vault.seal('reporter.phone', '13812345678')
    expect(() => vault.open('reporter.name', sealed)).toThrow('cannot be opened')
    expect(() => createVault(randomBytes(32)).open('reporter.phone', sealed)).toThrow('cannot be opened')
  })

  it('索引可以查同一个人，又不分全角半角和空格', () => {
    const index = vault.index('reporter.phone', '13812345678')
    expect(index).toHaveLength(16)
    expect(vault.index('reporter.phone', '１３８ 1234 5678').equals(index)).toBe(true)
    expect(vault.index('reporter.name', '13812345678').equals(index)).toBe(false)
    expect(createVault(randomBytes(32)).index('reporter.phone', '13812345678').equals(index)).toBe(false)
  })
})

describe('主密钥文件', () => {
  let folder: string
  let database: TestDatabase
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'yihu-key-'))
    database = await createTestDatabase()
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await database.drop()
  })

  it('第一次启动时生成，只有属主能读，之后一直用它', () => {
    const file = path.join(folder, 'keys', 'master.key')
    const sealed = openVault(file).seal('a', '李四')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(openVault(file).open('a', sealed)).toBe('李四')
  })

  it('人人可读或内容不对的密钥文件会被拒绝', () => {
    const file = path.join(folder, 'open.key')
    writeFileSync(file, 'ab'.repeat(32))
    chmodSync(file, 0o644)
    expect(() => openVault(file)).toThrow('chmod 600')
    chmodSync(file, 0o600)
    writeFileSync(file, 'short')
    expect(() => openVault(file)).toThrow('64 hex digits')
  })

  it('换了密钥文件的服务不肯启动，以免写进读不出的数据', async () => {
    const db = openDb(database.url, { poolSize: 1 })
    try {
      await checkVault(db, vault)
      await expect(checkVault(db, vault)).resolves.toBeUndefined()
      await expect(checkVault(db, createVault(randomBytes(32)))).rejects.toThrow('another master key')
    } finally {
      await db.close()
    }
  })
})
