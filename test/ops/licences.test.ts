import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
// @ts-expect-error: what CI runs has no types
import { isAllowed, licenceList, licenceOf, shipped } from '../../.ci/licences.mjs';
import { ROOT } from '../support/child-process.ts';

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, { dev?: true; optional?: true; devOptional?: true; license?: string }>>;
};

test('every package of the image comes under a licence that somebody has looked at', () => {
  const shippedOnes = Object.entries(lock.packages).filter(
    ([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional,
  );
  expect(shippedOnes.length).toBeGreaterThan(50);
  expect(shippedOnes.filter(([, { license }]) => !isAllowed(license ?? null))).toEqual([]);
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND Apache-2.0', true],
  ['MIT AND GPL-3.0-only', false],
  ['AGPL-3.0-only', false],
  ['SEE LICENSE IN LICENSE.txt', false],
  [null, false],
])('%j is allowed: %s', (licence, allowed) => {
  expect(isAllowed(licence)).toBe(allowed);
});

test('the list has a name, a version and a licence for each, sorted, and says where there is none', () => {
  const components = [
    { name: 'b', version: '2.0.0', licenses: [{ license: { id: 'ISC' } }] },
    { name: 'a', version: '1.0.0', licenses: [{ expression: 'MIT OR ISC' }] },
    { name: 'c', version: '3.0.0' },
  ];
  expect(licenceList(components)).toEqual([
    { name: 'a', version: '1.0.0', licence: 'MIT OR ISC' },
    { name: 'b', version: '2.0.0', licence: 'ISC' },
    { name: 'c', version: '3.0.0', licence: null },
  ]);
  expect(licenceOf({ licenses: [{ license: { name: 'Custom' } }] })).toBe('Custom');
});

test('what only builds and tests, and what is Node itself, is not in the SBOM', () => {
  const at = (path: string) => ({ 'bom-ref': path, properties: [{ name: 'cdx:npm:package:path', value: path }] });
  const packages = { kept: {}, tool: { dev: true }, platform: { optional: true }, both: { devOptional: true } };
  const sbom = {
    metadata: { component: { 'bom-ref': 'us' } },
    components: Object.keys(packages).map(at),
    dependencies: [
      { ref: 'us', dependsOn: ['kept', 'tool'] },
      { ref: 'tool', dependsOn: [] },
    ],
  };
  expect(shipped(sbom, { packages })).toMatchObject({
    components: [{ 'bom-ref': 'kept' }],
    dependencies: [{ ref: 'us', dependsOn: ['kept'] }],
  });
});
