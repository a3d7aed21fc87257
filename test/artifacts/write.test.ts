import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSqlWriter, writeFileAtomic } from '../../src/artifacts/index.ts';
import { writeFailure } from '../../src/artifacts/write.ts';
import { TsdbtError } from '../../src/core/diagnostic.ts';
import { nodeId } from '../../src/core/ids.ts';
import { manifestOf } from '../support/manifest-of.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'artifacts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'written',
    (error: unknown) => (error instanceof TsdbtError ? error.first.code : String(error)),
  );

describe('writing a file', () => {
  test('makes folders, replaces what is there, leaves nothing else', async () => {
    const path = join(folder, 'a/b/c.json');
    await writeFileAtomic(path, 'one');
    await writeFileAtomic(path, ['t', 'w', 'o']);
    expect(await readFile(path, 'utf8')).toBe('two');
    expect(await readdir(join(folder, 'a/b'))).toEqual(['c.json']);
  });

  test('what fails half-way leaves the old file and no part of a new one', async () => {
    const path = join(folder, 'm.json');
    await writeFileAtomic(path, 'old');
    function* broken(): Generator<string> {
      yield 'x'.repeat(3_000_000);
      throw new Error('lost');
    }
    expect(await codeOf(writeFileAtomic(path, broken()))).toBe('TD701');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['m.json']);
  });

  test('a full disk is TD702, in one line', () => {
    const error = writeFailure(
      'target/manifest.json',
      Object.assign(new Error('no space'), { code: 'ENOSPC' }),
    );
    expect(error.first).toMatchObject({
      code: 'TD702',
      message: 'the disk is full: target/manifest.json was not written',
    });
  });

  test.skipIf(process.platform !== 'linux')('a device that is always full', async () => {
    await symlink('/dev/full', join(folder, 'full'));
    const { open } = await import('node:fs/promises');
    const file = await open(join(folder, 'full'), 'w');
    const failed = await file.writeFile('x').catch((error: unknown) => writeFailure('x', error).first.code);
    await file.close().catch(() => undefined);
    expect(failed).toBe('TD702');
  });

  test('a place that cannot be written is TD701 with the reason', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(writeFileAtomic(join(folder, 'file/m.json'), 'x')).rejects.toThrow(
      'is a file, not a folder',
    );
    if (process.getuid?.() === 0) return;
    await mkdir(join(folder, 'locked'));
    await chmod(join(folder, 'locked'), 0o500);
    await expect(writeFileAtomic(join(folder, 'locked/m.json'), 'x')).rejects.toThrow('permission denied');
  });
});

describe('SQL for analysts', () => {
  const manifest = manifestOf({
    'model.p.a': { file: 'models/staging/a.sql' },
    'test.p.unique_a_id': {
      file: 'models/staging/schema.yml',
      fields: { path: 'unique_a_id.sql', original_file_path: 'models/staging/schema.yml' },
    },
    'model.p.out': { fields: { original_file_path: '../../../out.sql', path: '../../../out.sql' } },
  });
  const node = (id: string) => {
    const found = manifest.nodes.get(nodeId(id));
    if (!found) throw new Error(id);
    return found;
  };

  test('lies at dbt’s paths, byte for byte', async () => {
    const writer = createSqlWriter(join(folder, 'target'));
    const sql = '\n\tselect 1 -- é\r\n\n';
    await writer.compiled(node('model.p.a'), sql);
    await writer.ran(node('test.p.unique_a_id'), sql);
    await writer.finish();
    expect(await readFile(join(folder, 'target/compiled/p/models/staging/a.sql'), 'utf8')).toBe(sql);
    const run = join(folder, 'target/run/p/models/staging/schema.yml/unique_a_id.sql');
    expect(await readFile(run, 'utf8')).toBe(sql);
  });

  test('what is on disk already is left alone, but for the first file: that shows whether there can be written', async () => {
    const run = async (first: string, second: string): Promise<readonly bigint[]> => {
      const writer = createSqlWriter(join(folder, 'target'));
      await writer.compiled(node('model.p.a'), first);
      await writer.ran(node('model.p.a'), second);
      await writer.finish();
      return Promise.all(
        ['compiled', 'run'].map(
          async (kind) =>
            (await stat(join(folder, 'target', kind, 'p/models/staging/a.sql'), { bigint: true })).ino,
        ),
      );
    };
    const one = await run('select 1', 'create 1');
    const two = await run('select 1', 'create 1');
    expect([two[0] === one[0], two[1] === one[1]]).toEqual([false, true]);
    expect((await run('select 1', 'create 2'))[1]).not.toBe(two[1]);
    expect(await readFile(join(folder, 'target/run/p/models/staging/a.sql'), 'utf8')).toBe('create 2');
  });

  test('never outside of the target folder', async () => {
    expect(await codeOf(createSqlWriter(join(folder, 'target')).ran(node('model.p.out'), 'x'))).toBe('TD703');
  });
});
